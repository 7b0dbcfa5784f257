//! Rosters: who is in which group and has more time, as a school's table says it and as ours.

use std::collections::BTreeMap;
use std::path::Path;

use super::cells::{self, Cell, Style, Table};
use super::{Person, RecordsError, Store, files, names};
use crate::exam::roster::Listed;
use crate::scenario::error::{Located, path_name, quoted};
use crate::scenario::schema::Lang;

/// Largest roster, bytes.
const MAX_BYTES: u64 = 1 << 20;
/// Most errors that are told of one roster.
const MAX_ERRORS: usize = 50;

/// A line of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub person: Person,
    /// The group, where the line names one.
    pub group: Option<String>,
}

/// Names of the column of numbers.
pub const NUMBER: [&str; 11] = [
    "numéro",
    "numero",
    "n°",
    "no",
    "number",
    "candidate",
    "pseudonyme",
    "pseudonym",
    "identifiant",
    "id",
    "matricule",
];
const NAME: [&str; 7] = ["nom", "name", "nom et prénom", "nom prénom", "nom complet", "full name", "last name"];
const FIRST: [&str; 4] = ["prénom", "prenom", "first name", "firstname"];
const GROUP: [&str; 5] = ["groupe", "group", "classe", "class", "division"];
const EXTRA: [&str; 6] = ["tiers-temps", "tiers temps", "extra time", "extra-time", "extra_time", "aménagement"];

impl From<Entry> for Listed {
    fn from(entry: Entry) -> Listed {
        Listed { number: entry.person.pseudonym, name: entry.person.name, extra: entry.person.extra_time }
    }
}

/// Reads a roster from a file that is no link.
///
/// # Errors
/// As [`read`]; and a file that is none, is too large or cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<Entry>, Vec<Located>> {
    let name = path_name(path);
    let bytes = files::read(path, MAX_BYTES).map_err(|why| vec![Located::whole(&name, why)])?;
    read(&name, &bytes)
}

/// Reads a roster: a table with a column of numbers or pseudonyms, and those of names, first names, groups and extra time
/// that it has, under French or English names.
///
/// # Errors
/// Each with its line: no number, a number twice, words that cannot be a name.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Entry>, Vec<Located>> {
    let table = Table::read(file, bytes)?;
    let column = |names: &[&str]| table.column(names);
    let Some(number) = column(&NUMBER) else {
        let mut error = Located::whole(file, "no column of numbers: the first line names the columns");
        error.allowed = ["numéro;nom;groupe;tiers-temps", "number,name,group,extra time"].map(str::to_owned).to_vec();
        return Err(vec![error]);
    };
    let (name, first, group, extra) = (column(&NAME), column(&FIRST), column(&GROUP), column(&EXTRA));
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let (mut entries, mut errors) = (Vec::new(), Vec::new());
    for (line, cells) in &table.rows {
        let cell = |column: Option<usize>| column.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        let entry = || -> Result<Entry, String> {
            let number = cell(Some(number));
            if number.is_empty() {
                return Err("a line without a number".to_owned());
            }
            let whole = [cell(name), cell(first)].join(" ");
            let group = match cell(group) {
                "" => None,
                group => Some(names::group(group)?),
            };
            let person = Person {
                pseudonym: names::pseudonym(number)?,
                name: names::person(&whole)?,
                extra_time: yes(cell(extra))?,
            };
            Ok(Entry { person, group })
        };
        let entry = entry().and_then(|entry| match seen.insert(entry.person.pseudonym.clone(), *line) {
            None => Ok(entry),
            Some(before) => {
                Err(format!("the number {} stands on line {before} already", quoted(&entry.person.pseudonym)))
            }
        });
        match entry {
            Ok(entry) => entries.push(entry),
            Err(why) => errors.push(cells::at(file, *line, &cells.join(" ; "), why)),
        }
        if errors.len() >= MAX_ERRORS {
            break;
        }
    }
    if errors.is_empty() { Ok(entries) } else { Err(errors) }
}

/// Whether a cell says yes.
fn yes(cell: &str) -> Result<bool, String> {
    match cell.to_lowercase().as_str() {
        "" | "non" | "no" | "n" | "0" | "faux" | "false" => Ok(false),
        "oui" | "yes" | "o" | "y" | "x" | "1" | "vrai" | "true" | "tiers-temps" | "1/3" => Ok(true),
        _ => Err(format!("extra time is `oui` or `non`, found {}", quoted(cell))),
    }
}

/// A roster as a table that [`read`] reads again.
pub fn write(entries: &[Entry], lang: Lang, style: Style) -> Vec<u8> {
    let (head, words) = match lang {
        Lang::Fr => (["numéro", "nom", "groupe", "tiers-temps"], ["non", "oui"]),
        Lang::En => (["number", "name", "group", "extra time"], ["no", "yes"]),
    };
    let rows: Vec<[Cell; 4]> = entries
        .iter()
        .map(|Entry { person, group }| {
            let extra = words[usize::from(person.extra_time)];
            [
                Cell::from(person.pseudonym.as_str()),
                Cell::from(person.name.as_str()),
                Cell::from(group.as_deref().unwrap_or("")),
                Cell::from(extra),
            ]
        })
        .collect();
    cells::table(&head, rows.iter().map(|row| &row[..]), style)
}

/// The roster of a group, or of everybody.
///
/// # Errors
/// When the database cannot be read.
pub fn of(store: &Store, group: Option<&str>) -> Result<Vec<Entry>, RecordsError> {
    let people = store.people(group)?;
    Ok(people.into_iter().map(|person| Entry { person, group: group.map(str::to_owned) }).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(pseudonym: &str, name: &str, group: &str, extra_time: bool) -> Entry {
        let person = Person { pseudonym: pseudonym.into(), name: name.into(), extra_time };
        Entry { person, group: Some(group.to_owned()).filter(|group| !group.is_empty()) }
    }

    #[test]
    fn a_schools_table_is_read_as_it_comes() {
        let text =
            "\u{feff}Numéro;Nom;Prénom;Classe;Tiers-temps\r\n07;DIALLO;Aïssatou;1re A;oui\r\n08;MARTIN;Léo;;\r\n";
        let entries = read("classe.csv", text.as_bytes()).expect("a roster");
        assert_eq!(entries, [entry("07", "DIALLO Aïssatou", "1re A", true), entry("08", "MARTIN Léo", "", false)]);
        let plain = read("r.csv", b"number,group\n1,A\n").expect("a roster");
        assert_eq!(plain, [entry("1", "", "A", false)]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let text = "numéro;nom;tiers-temps\n1;A;oui\n;B;\n1;C;\n2;D;peut-être\n3;a\"\"b;\n";
        let errors = read("r.csv", text.as_bytes()).expect_err("four lines");
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [3, 4, 5, 6]);
        assert!(errors[1].message.contains("line 2"), "{}", errors[1]);
        let errors = read("r.csv", b"nom;groupe\nA;B\n").expect_err("no numbers");
        assert!(errors[0].to_string().contains("numéro;nom"), "{}", errors[0]);
    }

    proptest! {
        #[test]
        fn rosters_come_back_as_they_were_written(
            people in proptest::collection::btree_map("[=+@'0-9A-Za-zéü-]{1,8}", ("[=@'A-Za-zéü -]{0,12}", "[=A-Z0-9 ]{0,5}", any::<bool>()), 0..8),
            french in any::<bool>(),
        ) {
            let entries: Vec<Entry> = people
                .iter()
                .map(|(number, (name, group, extra))| entry(number, name.trim(), group.trim(), *extra))
                .collect();
            let (lang, style) = if french { (Lang::Fr, Style::FRENCH) } else { (Lang::En, Style::PLAIN) };
            let bytes = write(&entries, lang, style);
            prop_assert_eq!(read("r.csv", &bytes).map_err(|errors| errors[0].to_string()), Ok(entries));
        }

        #[test]
        fn no_roster_makes_a_panic_and_errors_can_be_printed(text in "(numéro|nom|groupe|tiers-temps|[;,\t\n\r\"'=a-z0-9\u{1b}\u{202e}]){0,60}") {
            match read("r.csv", text.as_bytes()) {
                Ok(entries) => for entry in entries {
                    let plain = !entry.person.name.contains(['\u{1b}', '\u{202e}', ';']);
                    prop_assert!(plain && !entry.person.pseudonym.is_empty());
                },
                Err(errors) => {
                    prop_assert!(!errors.is_empty() && errors.len() <= MAX_ERRORS);
                    for error in errors {
                        let printed = error.to_string();
                        let steers = printed.contains(['\u{1b}', '\u{202e}', '\0']);
                        prop_assert!(!steers);
                    }
                }
            }
        }
    }
}
