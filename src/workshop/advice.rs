//! What is no error and yet not good: French without its spaces, one text for both languages, sentences nobody reads.

use std::ops::Range;

use super::form::{Field, Value};

/// Longest sentence that trainees read on a job sheet, words.
pub const MAX_WORDS: usize = 24;
/// Signs that French sets a no-break space before.
const HIGH: [char; 4] = [':', ';', '!', '?'];

/// What could be better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plain space where French wants a no-break space.
    PlainSpace,
    /// A typewriter's apostrophe in French.
    Apostrophe,
    /// French and English are the same.
    SameInBoth,
    /// A sentence of so many words.
    LongSentence(usize),
    /// The id is not the file's place: attempts would not find their exercise again.
    IdElsewhere,
}

impl Kind {
    /// Key of the advice in locales, after `workshop-advice-`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::PlainSpace => "space",
            Kind::Apostrophe => "apostrophe",
            Kind::SameInBoth => "same",
            Kind::LongSentence(_) => "long",
            Kind::IdElsewhere => "id",
        }
    }
}

/// An advice at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What it is about.
    pub kind: Kind,
    /// Key of the field.
    pub key: String,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Line from 1.
    pub line: usize,
}

/// Advice on the id and on every text in two languages of a form, in the order of the text. `place` is the course and
/// the name of its file, `course/name.ron`.
pub fn advise(text: &str, form: &Field, place: &str) -> Vec<Advice> {
    let mut found = Vec::new();
    if let Some(id) = form.find("id")
        && matches!(&id.value, Value::Text(words) if place.strip_suffix(".ron") != Some(words))
    {
        found.push(Advice { kind: Kind::IdElsewhere, ..at(text, id) });
    }
    look(text, form, &mut found);
    found
}

fn look(source: &str, field: &Field, found: &mut Vec<Advice>) {
    let language = |name: &str| field.children().iter().find(|child| child.name == name);
    if let (Some(fr), Some(en)) = (language("fr"), language("en"))
        && let (Value::Text(french), Value::Text(english)) = (&fr.value, &en.value)
    {
        let mut say = |kind: Kind, field: &Field| found.push(Advice { kind, ..at(source, field) });
        if plain_space(french) {
            say(Kind::PlainSpace, fr);
        }
        if french.contains('\'') {
            say(Kind::Apostrophe, fr);
        }
        if french == english && french.split_whitespace().count() > 2 {
            say(Kind::SameInBoth, en);
        }
        for (words, field) in [(french, fr), (english, en)] {
            let longest = words.split(['.', '!', '?', '\n']).map(|part| part.split(' ').count()).max().unwrap_or(0);
            if longest > MAX_WORDS {
                say(Kind::LongSentence(longest), field);
            }
        }
        return;
    }
    for child in field.children() {
        look(source, child, found);
    }
}

/// An advice about a field.
fn at(source: &str, field: &Field) -> Advice {
    let line = 1 + source.bytes().take(field.span.start).filter(|b| *b == b'\n').count();
    Advice { kind: Kind::PlainSpace, key: field.key.clone(), span: field.span.clone(), line }
}

/// Whether a plain space stands where French wants one that does not break.
fn plain_space(text: &str) -> bool {
    let mut before = ' ';
    let mut plain = false;
    for c in text.chars() {
        plain |= before == ' ' && (HIGH.contains(&c) || c == '»') || before == '«' && c == ' ';
        before = c;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::super::form::form;
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        advise(text, &form(text), "a/b.ron").into_iter().map(|advice| advice.kind).collect()
    }

    #[test]
    fn french_that_is_set_badly_is_named_and_good_french_is_not() {
        assert_eq!(kinds("(t: (fr: \"Attention :\", en: \"Careful:\"))"), [Kind::PlainSpace]);
        assert_eq!(kinds("(t: (fr: \"« oui »\", en: \"yes\"))"), [Kind::PlainSpace]);
        assert_eq!(kinds("(t: (fr: \"L'été\", en: \"Summer\"))"), [Kind::Apostrophe]);
        assert_eq!(kinds("(t: (fr: \"L’été\u{a0}: «\u{a0}oui\u{a0}»\", en: \"Summer\"))"), []);
        assert_eq!(kinds("(t: (fr: \"one two three\", en: \"one two three\"))"), [Kind::SameInBoth]);
    }

    #[test]
    fn an_id_that_is_not_the_files_place_is_named() {
        assert_eq!(kinds("(id: \"a/c\")"), [Kind::IdElsewhere]);
        assert_eq!(kinds("(id: \"a/b\")"), []);
    }

    #[test]
    fn a_long_sentence_is_counted_and_found() {
        let text = format!("\n(t: (fr: \"{}\", en: \"short\"))", "mot ".repeat(30).trim_end());
        let found = advise(&text, &form(&text), "a/b.ron");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind, found[0].line, found[0].key.as_str()), (Kind::LongSentence(30), 2, "t.fr"));
    }
}
