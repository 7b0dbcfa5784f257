//! What RON text the parser reads, and how it goes on after what it cannot read.

use super::error::{Located, Report};
use super::spanned::{Kind, Node, Number, parse};

fn read(text: &str) -> (Node, Vec<Located>) {
    let mut report = Report::new("x.ron", text);
    let node = parse(&mut report);
    (node, report.finish())
}

fn good(text: &str) -> Kind {
    let (node, errors) = read(text);
    assert!(errors.is_empty(), "{text}: {}", errors[0]);
    node.kind
}

/// Line, column and message of each error.
fn bad(text: &str) -> Vec<(u32, u32, String)> {
    read(text).1.into_iter().map(|error| (error.line, error.column, error.message)).collect()
}

fn names(node: &Node) -> Vec<&str> {
    let Kind::Struct { fields, .. } = &node.kind else { panic!("{node:?}") };
    fields.iter().map(|field| field.name.text.as_str()).collect()
}

#[test]
fn strings_are_read_with_escapes_raw_and_over_lines() {
    let text = |text: &str| match good(text) {
        Kind::Text(text) => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(text(r#""a\"b\\c\n\t\r\0\x41\u{e9}\'é""#), "a\"b\\c\n\t\r\0Aé'é");
    assert_eq!(text("r\"a\\b\""), "a\\b");
    assert_eq!(text("r##\"a\"#b\"##"), "a\"#b");
    assert_eq!(text("\"two\nlines\""), "two\nlines");
    assert_eq!(good("'é'"), Kind::Char('é'));
    assert_eq!(good(r"'\''"), Kind::Char('\''));
}

#[test]
fn numbers_are_read_as_ron_writes_them() {
    for (text, value) in [
        ("12", 12.0),
        ("-3", -3.0),
        ("+3", 3.0),
        ("1_000", 1_000.0),
        ("0xff", 255.0),
        ("0b101", 5.0),
        ("0o17", 15.0),
        ("1.5", 1.5),
        (".5", 0.5),
        ("2.", 2.0),
        ("1e3", 1_000.0),
        ("1.5E-2", 0.015),
        ("7u8", 7.0),
        ("2.5f32", 2.5),
        ("-inf", f64::NEG_INFINITY),
        ("inf", f64::INFINITY),
    ] {
        let Kind::Number(Number { value: read, .. }) = good(text) else { panic!("{text}") };
        assert_eq!(read, value, "{text}");
    }
    assert!(matches!(good("NaN"), Kind::Number(Number { value, .. }) if value.is_nan()));
    assert!(matches!(good("99999999999999999999"), Kind::Number(Number { integer: None, .. })));
    for text in ["1.2.3", "0xg", "1x", "-", "+-1", "--1", "1e", ".", "0x", "_"] {
        assert!(text == "_" || !bad(text).is_empty(), "{text}");
    }
}

#[test]
fn structs_tuples_lists_and_maps_nest_with_comments_and_trailing_commas() {
    let text = "#![enable(implicit_some)]\n#![enable(unwrap_newtypes,)]\n// one /* two */\n/* three /* four */ */
        Outer( /*a*/ a /*b*/ : /*c*/ Some(1) /*d*/ , // e\n b: [(1, 2,), (), None,], r#type: {\"k\": 'v', 1: true,}, c: U(),)";
    let (node, errors) = read(text);
    assert!(errors.is_empty(), "{}", errors[0]);
    assert_eq!(names(&node), ["a", "b", "type", "c"]);
    assert_eq!(&text[node.span], &text[text.find("Outer").expect("it")..]);
    assert!(matches!(good("\u{feff}()\r\n"), Kind::Tuple { name: None, items } if items.is_empty()));
    assert!(matches!(good("Unit"), Kind::Name(name) if name == "Unit"));
}

#[test]
fn one_mistake_is_one_error_and_the_rest_is_still_read() {
    for (text, line, column, says) in [
        ("(a: 1 b: 2, c: 3)", 1, 6, "expected `,` or `)`"),
        ("(a: 1\n b: 2, c: 3)", 1, 6, "expected `,` or `)`"),
        ("(a: @@, b: 2, c: 3)", 1, 5, "expected a value, found `@`"),
        ("(a: , b: 2, c: 3)", 1, 5, "expected a value, found `,`"),
        ("(a 1, b: 2, c: 3)", 1, 3, "expected `:` after `a`"),
        ("(a = 1, b: 2, c: 3)", 1, 4, "expected `:` after `a`"),
        ("(a: \"x\\qy\", b: 2, c: 3)", 1, 7, "`\\q` is no escape sequence"),
        ("(a: 'xyz', b: 2, c: 3)", 1, 5, "expected one character"),
        ("(a: b\"x\", b: 2, c: 3)", 1, 5, "bytes have no meaning here"),
        ("(a: 1.2.3, b: 2, c: 3)", 1, 5, "`1.2.3` is not a number"),
        ("(a: 1, b: [1, 2), c: 3)", 1, 16, "expected `]`, found `)`"),
        ("(a: 1, b: [1, 2, c: 3)", 1, 18, "expected `]` before the next field"),
        ("(a: 1, b: [(1, 2], c: 3)", 1, 17, "expected `)`, found `]`"),
        ("(a: 1, b: (1, 2}), c: 3)", 1, 16, "expected `)`, found `}`"),
        ("(a: \"x,\n b: \"y\",\n c: \"z\")", 1, 5, "this text is not closed"),
        ("(a: (fr: \"x, en: \"y\"), b: 2,\n c: 3)", 1, 10, "this text is not closed"),
        ("(a: (\"x), b: 2, c: 3)", 1, 6, "this text is not closed"),
        ("(a: 1, b: 2, c: 3", 1, 1, "this bracket is never closed"),
        ("(a: 1, b: (x: [2, 3", 1, 15, "this bracket is never closed"),
        ("(a: 1, b: 2, c: 3) x", 1, 20, "expected the end of the file"),
        ("(a: 1, b: 2, c: 3) /* x", 1, 20, "this comment is never closed"),
        ("(a: 1, b: 2, c: r#\"x\")", 1, 17, "this text is not closed"),
        ("(a: 1, 5, b: 2, c: 3)", 1, 8, "expected `name: value`"),
        ("#![enable(implicit_sum)] (a: 1, b: 2, c: 3)", 1, 11, "unknown extension `implicit_sum`"),
        ("#![nonsense]\n(a: 1, b: 2, c: 3)", 1, 1, "expected `#![enable(…)]`"),
        ("(a: 1, b: {1 2}, c: 3)", 1, 14, "expected `:` between key and value"),
        ("", 1, 1, "expected a value, found the end of the file"),
    ] {
        let found = bad(text);
        assert!(!found.is_empty(), "{text}");
        assert!(found[0].2.starts_with(says), "{text}: {found:?}");
        assert_eq!((found[0].0, found[0].1), (line, column), "{text}: {found:?}");
        let closed_wrongly = text.contains("2), c") || text.contains("[2, c");
        assert!(found.len() == 1 || closed_wrongly, "{text}: {found:?}");
        if let Kind::Struct { fields, .. } = read(text).0.kind {
            let names: Vec<_> = fields.iter().map(|field| field.name.text.as_str()).collect();
            let first_line_lost = text.contains("{1 2}") || closed_wrongly || text.contains("(x:");
            assert!(names == ["a", "b", "c"] || first_line_lost, "{text}: {names:?}");
        }
    }
}

#[test]
fn an_unclosed_text_does_not_swallow_the_next_ones() {
    let (node, errors) = read("(title: (fr: \"Titre, en: \"Title\"),\n brief: (fr: \"a\", en: \"b\"))");
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(names(&node), ["title", "brief"]);
    let (node, errors) = read("(brief: (\n fr: r\"One.\nCâble : two.\nThree.,\n en: r\"Four.\nFive.\",\n), title: 1)");
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((errors[0].line, errors[0].column), (2, 6));
    assert_eq!(names(&node), ["brief", "title"]);
}
