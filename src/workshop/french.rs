//! The loader's messages in French: it speaks English, as a compiler does, and authors here read French.
//!
//! A message that has no line here is shown as it is; a test keeps the lines in step with what the loader says.

/// English, French. `{}` is what the loader filled in; it is translated too where it has a line of its own.
const LINES: &[(&str, &str)] = &[
    ("unknown field {} in {}", "champ inconnu {} dans {}"),
    ("unknown placeholder {}", "emplacement inconnu {}"),
    ("unknown extension {}", "extension inconnue {}"),
    ("field {} is missing in {}", "il manque le champ {} dans {}"),
    ("field {} is missing: {}", "il manque le champ {}\u{a0}: {}"),
    ("field {} is given twice", "le champ {} est donné deux fois"),
    ("expected {}, as the other fields have it", "attendu {}, comme pour les autres champs"),
    ("expected {}, found {}", "attendu {}, trouvé {}"),
    ("expected an id like {}, lower case with dashes", "attendu un identifiant comme {}, en minuscules avec tirets"),
    ("expected {} or {}", "attendu {} ou {}"),
    ("expected {} after {}", "attendu {} après {}"),
    ("expected {} before the next field", "attendu {} avant le champ suivant"),
    ("expected {} between key and value", "attendu {} entre clé et valeur"),
    ("expected the end of the file after the value", "attendu la fin du fichier après la valeur"),
    ("expected {}", "attendu {}"),
    ("an id like {}, lower case with dashes", "un identifiant comme {}, en minuscules avec tirets"),
    ("a whole number from {} to {}", "un nombre entier de {} à {}"),
    ("a finite number", "un nombre fini"),
    ("a number", "un nombre"),
    ("the number {}", "le nombre {}"),
    ("a text {}", "un texte {}"),
    ("the text {}", "le texte {}"),
    ("the name {}", "le nom {}"),
    ("a value", "une valeur"),
    ("a struct {}", "une structure {}"),
    ("a list […]", "une liste […]"),
    ("a map {…}", "une table {…}"),
    ("a tuple (…)", "des valeurs (…)"),
    ("two values (…, …)", "deux valeurs (…, …)"),
    ("something unreadable", "quelque chose d’illisible"),
    ("a character", "un caractère"),
    ("the end of the file", "la fin du fichier"),
    ("a file", "un fichier"),
    ("a folder", "un dossier"),
    ("this bracket is never closed: {}", "cette parenthèse n’est jamais fermée\u{a0}: {}"),
    ("this {} closes nothing", "ce {} ne ferme rien"),
    ("this text is not closed: {}", "ce texte n’est pas fermé\u{a0}: {}"),
    ("this text is not closed", "ce texte n’est pas fermé"),
    ("brackets are nested deeper than {}", "les parenthèses sont imbriquées au-delà de {}"),
    ("the weights add up to {}, they must add up to {}", "les points font {}, ils doivent faire {}"),
    ("there is no competence {}", "il n’y a pas de compétence {}"),
    ("competence {} is listed twice", "la compétence {} est donnée deux fois"),
    ("the catalogue has no {} {}", "le catalogue n’a pas de {} {}"),
    ("tool {} is listed twice", "l’outil {} est cité deux fois"),
    ("tool {} is missing: it is needed {}", "il manque l’outil {}\u{a0}: il est nécessaire {}"),
    ("instrument {} is listed twice", "l’appareil {} est cité deux fois"),
    ("id {} is used twice", "l’identifiant {} sert deux fois"),
    ("fault {} proves {} already", "la faute {} prouve déjà {}"),
    ("criterion {} cannot be earned: {}", "le critère {} ne peut pas être gagné\u{a0}: {}"),
    (
        "no order keeps this: other rules or the work itself want {} before {}",
        "aucun ordre ne convient\u{a0}: d’autres règles ou le travail lui-même veulent {} avant {}",
    ),
    ("{} must be from {} to {}, found {}", "{} doit être de {} à {}, trouvé {}"),
    ("{} must not happen and must have happened", "{} ne doit pas arriver et doit être arrivé"),
    ("{} cannot come before itself", "{} ne peut pas venir avant soi-même"),
    ("{} cannot follow itself", "{} ne peut pas venir après soi-même"),
    ("{} is required here and forbidden by {}", "{} est exigé ici et interdit par {}"),
    ("the French text is empty", "le texte français est vide"),
    ("the English text is empty", "le texte anglais est vide"),
    ("the guide never comes to {}: {}", "le guide n’arrive jamais à {}\u{a0}: {}"),
    ("the hint for {} at level {} is given twice", "l’aide pour {} au niveau {} est donnée deux fois"),
    (
        "criterion {} cannot be lost: nothing here can trigger {}: {}",
        "le critère {} ne peut pas être perdu\u{a0}: rien ici ne provoque {}\u{a0}: {}",
    ),
    (
        "criterion {} cannot be earned in full: {} is at least {} on this bench, {} is {}",
        "le critère {} ne peut pas être gagné en entier\u{a0}: {} vaut au moins {} sur ce plan, {} est {}",
    ),
    (
        "criterion {} cannot be earned in full: {} is at most {} on this bench, {} is {}",
        "le critère {} ne peut pas être gagné en entier\u{a0}: {} vaut au plus {} sur ce plan, {} est {}",
    ),
    ("nothing here can trigger {}: {}", "rien ici ne provoque {}\u{a0}: {}"),
    ("{} never happens here: {}", "{} n’arrive jamais ici\u{a0}: {}"),
    ("{} has nothing to measure here: {}", "{} n’a rien à mesurer ici\u{a0}: {}"),
    ("the French text lacks {}", "le texte français n’a pas {}"),
    ("the English text lacks {}", "le texte anglais n’a pas {}"),
    (
        "the English text is the French one: a translation is missing",
        "le texte anglais est le texte français\u{a0}: il manque une traduction",
    ),
    ("{} is a whole number, found {}", "{} est un nombre entier, trouvé {}"),
    ("the same stands here twice", "la même chose est écrite deux fois"),
    ("unknown step {}", "étape inconnue\u{a0}: {}"),
    ("{} is not among the tools", "{} n’est pas parmi les outils"),
    ("the work ends with {}", "le travail finit par {}"),
    ("the work begins with {}", "le travail commence par {}"),
    ("nothing is spliced in this work", "on ne soude rien dans ce travail"),
    ("nothing is measured in this work", "on ne mesure rien dans ce travail"),
    ("the work ends before it begins", "le travail finit avant de commencer"),
    ("the work is to measure", "le travail est de mesurer"),
    ("the work is on workpieces", "le travail est sur des pièces"),
    ("the draw ends before it begins: {} to {}", "le tirage finit avant de commencer\u{a0}: de {} à {}"),
    ("the draw goes to fibre {}, the cable has {}", "le tirage va à la fibre {}, le câble en a {}"),
    ("the list has {} entries, at most {} are allowed", "la liste a {} entrées, {} au plus sont permises"),
    (
        "format {} is not supported: this program reads formats {} to {}, a newer one wrote this file",
        "format {} inconnu\u{a0}: ce programme lit les formats {} à {}, un plus récent a écrit ce fichier",
    ),
    (
        "format {} is not supported: this program reads formats {} to {}",
        "format {} inconnu\u{a0}: ce programme lit les formats {} à {}",
    ),
    (
        "field {} needs format {}: {} brings this file there",
        "le champ {} demande le format {}\u{a0}: {} y amène ce fichier",
    ),
    (
        "a range of lengths needs format {}: {} brings this file there",
        "une plage de longueurs demande le format {}\u{a0}: {} y amène ce fichier",
    ),
    ("this splicer has no program for {} with {}", "cette soudeuse n’a pas de programme pour {} avec {}"),
    ("{} mm is too long: {} is {} mm", "{}\u{a0}mm est trop long\u{a0}: {} fait {}\u{a0}mm"),
    (
        "{} mm is too short: the cleaver needs more than {} mm",
        "{}\u{a0}mm est trop court\u{a0}: il faut plus de {}\u{a0}mm à la cliveuse",
    ),
    (
        "Low gives full points up to {}: it must be less than {}, found {} and {}",
        "Low donne tous les points jusqu’à {}\u{a0}: il doit être sous {}, trouvé {} et {}",
    ),
    (
        "High gives full points from {} on: it must be more than {}, found {} and {}",
        "High donne tous les points à partir de {}\u{a0}: il doit dépasser {}, trouvé {} et {}",
    ),
    ("there is no site {}", "il n’y a pas d’emplacement {}"),
    ("there is no question {}", "il n’y a pas de question {}"),
    ("there is no item {}", "il n’y a pas d’élément {}"),
    ("there is no tool {}", "il n’y a pas d’outil {}"),
    ("there are no workpieces", "il n’y a pas de pièces"),
    ("the kit takes at most {} entries", "le kit prend {} entrées au plus"),
    ("no hand can make {} here: {}", "aucune main ne peut faire {} ici\u{a0}: {}"),
    ("the file is {}: its id must be {}", "le fichier est {}\u{a0}: son identifiant doit être {}"),
    ("nothing called {} was drawn before", "rien du nom de {} n’a été tiré avant"),
    (
        "nothing is called {}: {} is a minus here, a name has {} instead",
        "rien ne s’appelle {}\u{a0}: {} est ici un moins, un nom a {} à la place",
    ),
    ("nothing is called {}", "rien ne s’appelle {}"),
    ("{} is drawn twice", "{} est tiré deux fois"),
    (
        "{} is the job sheet's own: what is drawn here needs another name",
        "{} appartient à la fiche de travail\u{a0}: ce qui est tiré ici doit s’appeler autrement",
    ),
    ("a name of letters, digits and {}", "un nom en lettres, chiffres et {}"),
    ("an operator", "un opérateur"),
    ("a bracket is not closed", "une parenthèse n’est pas fermée"),
    ("the bracket of {} is not closed", "la parenthèse de {} n’est pas fermée"),
    ("too many brackets", "trop de parenthèses"),
    ("it ends where a value is expected", "cela finit là où une valeur est attendue"),
    ("its value is no finite number", "sa valeur n’est pas un nombre fini"),
    ("{} is no number", "{} n’est pas un nombre"),
    ("there is no function {} with so many values", "il n’y a pas de fonction {} avec autant de valeurs"),
    ("there is no file {}", "il n’y a pas de fichier {}"),
    ("there is no trace {}: {}", "il n’y a pas de trace {}\u{a0}: {}"),
    ("this file cannot be read: {}", "ce fichier ne peut pas être lu\u{a0}: {}"),
    ("this file is larger than {}", "ce fichier dépasse {}"),
    ("this file is not UTF-8: {}", "ce fichier n’est pas en UTF-8\u{a0}: {}"),
    ("too many errors: the first {} are shown", "trop d’erreurs\u{a0}: les {} premières sont montrées"),
    ("unknown {} {}", "{} inconnu\u{a0}: {}"),
    ("axis", "volet"),
    ("event", "fait"),
    ("tool", "outil"),
    ("rule", "règle"),
    ("fault", "faute"),
    ("measure", "grandeur"),
    ("work", "travail"),
    ("stage", "étape"),
    ("cable", "câble"),
    ("sleeve", "protection"),
    ("cleaver", "cliveuse"),
    ("splicer", "soudeuse"),
    ("tray", "cassette"),
];

/// Deepest message in a message.
const DEEPEST: usize = 3;

/// A message of the loader in French; as it is where it is not known.
pub fn french(message: &str) -> String {
    translated(message, 0).unwrap_or_else(|| message.to_owned())
}

fn translated(message: &str, depth: usize) -> Option<String> {
    LINES.iter().find_map(|(english, french)| {
        let filled = fillings(message, english)?;
        let mut parts = french.split("{}");
        let mut told = parts.next().unwrap_or_default().to_owned();
        for (part, filling) in parts.zip(filled) {
            // What stands in quotes is a name of the file's, not a word.
            let known =
                if depth < DEEPEST && !filling.starts_with('`') { translated(filling, depth + 1) } else { None };
            told.push_str(known.as_deref().unwrap_or(filling));
            told.push_str(part);
        }
        Some(told)
    })
}

/// What fills the gaps of a line, where the message is that line.
fn fillings<'m>(message: &'m str, line: &str) -> Option<Vec<&'m str>> {
    let mut parts = line.split("{}");
    let mut rest = message.strip_prefix(parts.next()?)?;
    let mut filled = Vec::new();
    let parts: Vec<&str> = parts.collect();
    for (i, part) in parts.iter().enumerate() {
        let at = if part.is_empty() && i + 1 == parts.len() { rest.len() } else { rest.find(part)? };
        let filling = rest.get(..at).filter(|filling| !filling.is_empty())?;
        filled.push(filling);
        rest = rest.get(at + part.len()..)?;
    }
    rest.is_empty().then_some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::scenario::parse_scenario;

    const SOURCE: &str = include_str!("../../scenarios/geste/premiere-epissure.ron");

    #[test]
    fn what_authors_get_wrong_most_is_said_in_french() {
        let catalogue = builtin_catalogue().expect("the catalogue is whole").catalogue;
        for (old, new, told) in [
            ("minutes: 20", "minutes: 0", "attendu un nombre entier de 1 à 600, trouvé 0"),
            ("minutes: 20", "minutes: \"x\"", "attendu un nombre entier de 1 à 600, trouvé le texte `x`"),
            ("minutes: 20,", "", "il manque le champ `minutes` dans Scenario"),
            ("minutes: 20", "minute: 20", "champ inconnu `minute` dans Scenario"),
            ("axis: \"result\"", "axis: \"rezult\"", "volet inconnu\u{a0}: `rezult`"),
            ("weight: 0.8", "weight: 1.8", "les points font 21, ils doivent faire 20"),
            ("\"tray-12\"", "\"tray-13\"", "le catalogue n’a pas de cassette `tray-13`"),
            ("pass: 12.0", "pass: 21", "`pass` doit être de 0 à 20, trouvé 21"),
            ("en: \"First splice\"", "en: \"\"", "le texte anglais est vide"),
            ("draw: (fibre", "draw: (fibre (", ""),
        ] {
            let text = SOURCE.replacen(old, new, 1);
            let errors = parse_scenario("x.ron", &text, &catalogue).expect_err("it is wrong");
            let all: Vec<String> = errors.iter().map(|error| french(&error.message)).collect();
            assert!(all.iter().any(|french| french.contains(told)), "{told}: {all:?}");
            for (error, french) in errors.iter().zip(&all) {
                assert_ne!(&error.message, french, "no line for it");
            }
        }
    }

    #[test]
    fn a_message_without_a_line_stays_as_it_is() {
        for message in ["", "{}", "an error nobody foresaw", "`", "unknown"] {
            assert_eq!(french(message), message);
        }
    }

    #[test]
    fn both_sides_of_a_line_have_the_same_gaps() {
        for (english, french) in LINES {
            assert_eq!(english.matches("{}").count(), french.matches("{}").count(), "{english}");
            assert!(!french.contains(" :") && !french.contains('\''), "{french}");
        }
    }
}
