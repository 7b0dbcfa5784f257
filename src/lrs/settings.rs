//! Which server, and with what name and password: one file that its owner alone may read.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ureq::http::Uri;

use super::check::is_iri;

/// Name of the file in the user's folder.
pub const FILE: &str = "lrs.json";
/// Largest file that is read.
const MAX_FILE: u64 = 16 << 10;
/// Longest address, name or password, bytes.
const MAX_TEXT: usize = 1000;

/// A text that is never shown: not by `{:?}`, in no error and in no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    pub fn new(text: String) -> Secret {
        Secret(text)
    }

    /// The text, for who sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// Which server, and as whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where statements go: an address that ends in `/statements`.
    pub url: String,
    /// Name for basic authentication.
    pub user: String,
    /// Password for basic authentication.
    pub password: Secret,
    /// The page that the school's pseudonyms belong to: with a pseudonym it names one person.
    pub home_page: String,
}

/// Why there are no settings.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// Nobody named a server.
    #[error("no server is named yet; `epissure lrs set URL --user NAME` does, and until then nothing is sent")]
    None,
    /// Others could read the password.
    #[error("{}: others than its owner may read it, and the password is in it: `chmod 600` it, and change the password", .0.display())]
    Open(PathBuf),
    /// The file cannot be read or written.
    #[error("{}: {why}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// The file holds something else. Nothing of it is shown: it may be the password.
    #[error("{}: line {line}: these are not the settings of a server; `epissure lrs set` makes them anew", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where it stops making sense.
        line: usize,
    },
    /// A value cannot be.
    #[error("{0}")]
    Bad(String),
}

impl Settings {
    /// Settings that can be: `url` is the server's xAPI address, with or without `/statements` at its end; the page of
    /// the pseudonyms is the server's own without `home_page`.
    ///
    /// # Errors
    /// What cannot be, and why.
    pub fn new(url: &str, user: &str, password: Secret, home_page: Option<&str>) -> Result<Settings, SettingsError> {
        let url = url.trim_end_matches('/');
        let url = if url.ends_with("/statements") { url.to_owned() } else { format!("{url}/statements") };
        let origin = origin(&url)?;
        let home_page = home_page.unwrap_or(&origin).to_owned();
        let settings = Settings { url, user: user.to_owned(), password, home_page };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), SettingsError> {
        let bad = |why: &str| Err(SettingsError::Bad(why.to_owned()));
        origin(&self.url)?;
        let page = &self.home_page;
        if !is_iri(page) || !(page.starts_with("https://") || page.starts_with("http://")) {
            return bad("the home page must be an http address");
        }
        let plain = |text: &str| text.len() <= MAX_TEXT && !text.chars().any(char::is_control);
        if self.user.is_empty() || self.user.contains(':') || !plain(&self.user) {
            return bad("a user's name has no colon and no control characters, and is not empty (RFC 7617)");
        }
        if self.password.0.is_empty() || !plain(&self.password.0) {
            return bad("a password is not empty and has no control characters (RFC 7617)");
        }
        Ok(())
    }

    /// The settings of the user's folder.
    ///
    /// # Errors
    /// When there are none, others may read them, or they make no sense.
    pub fn load(folder: &Path) -> Result<Settings, SettingsError> {
        let path = folder.join(FILE);
        let file = match File::open(&path) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Err(SettingsError::None),
            Err(why) => return Err(SettingsError::Io { path, why }),
            Ok(file) => file,
        };
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let about = file.metadata().map_err(|why| SettingsError::Io { path: path.clone(), why })?;
            if about.permissions().mode() & 0o077 != 0 {
                return Err(SettingsError::Open(path));
            }
        }
        let mut text = String::new();
        if let Err(why) = file.take(MAX_FILE).read_to_string(&mut text) {
            return Err(SettingsError::Io { path, why });
        }
        let settings: Settings =
            serde_json::from_str(&text).map_err(|why| SettingsError::Damaged { path, line: why.line() })?;
        settings.check()?;
        Ok(settings)
    }

    /// Keeps the settings in the user's folder, for its owner alone; the old ones or the new ones are there at any
    /// moment.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn keep(&self, folder: &Path) -> Result<(), SettingsError> {
        let path = folder.join(FILE);
        let written = || -> io::Result<()> {
            fs::create_dir_all(folder)?;
            let beside = folder.join(format!("{FILE}.{}", std::process::id()));
            let _ = fs::remove_file(&beside);
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&beside)?;
            let done = file
                .write_all(&serde_json::to_vec_pretty(self).map_err(io::Error::other)?)
                .and_then(|()| file.sync_all())
                .and_then(|()| fs::rename(&beside, &path));
            if done.is_err() {
                let _ = fs::remove_file(&beside);
            }
            done
        };
        written().map_err(|why| SettingsError::Io { path: folder.join(FILE), why })
    }

    /// Removes them: nothing is sent from then on. Says whether there were any.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn forget(folder: &Path) -> Result<bool, SettingsError> {
        let path = folder.join(FILE);
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(why) => Err(SettingsError::Io { path, why }),
        }
    }
}

/// Scheme, host and port of an address that statements may go to.
///
/// # Errors
/// When it is none, carries a name or a password, or would send them in the clear over a network.
fn origin(url: &str) -> Result<String, SettingsError> {
    let bad = |why: &str| Err(SettingsError::Bad(why.to_owned()));
    if url.contains('@') {
        return bad("give name and password apart, not in the address");
    }
    if url.contains(['?', '#']) || url.len() > MAX_TEXT {
        return bad("the address has no `?` and no `#`");
    }
    let Ok(uri) = url.parse::<Uri>() else { return bad("this is no address; one begins with https://") };
    let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else {
        return bad("this is no address; one begins with https://");
    };
    if scheme != "https" && !(scheme == "http" && is_loopback(host)) {
        return bad("the address must begin with https://: name and password would be read by others on the way");
    }
    let port = uri.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
    Ok(format!("{scheme}://{host}{port}/"))
}

/// Whether a host is this machine.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUSH: &str = "tr0mbone-d'Été";

    fn settings(url: &str) -> Result<Settings, SettingsError> {
        Settings::new(url, "ecole-07", Secret::new(HUSH.to_owned()), None)
    }

    #[test]
    fn an_address_is_brought_to_the_one_of_statements() {
        for url in ["https://lrs.example/xAPI", "https://lrs.example/xAPI/", "https://lrs.example/xAPI/statements"] {
            let settings = settings(url).expect("good");
            assert_eq!(settings.url, "https://lrs.example/xAPI/statements");
            assert_eq!(settings.home_page, "https://lrs.example/");
        }
        let own = Settings::new("https://a.example/x", "u", Secret::new("p".into()), Some("https://ecole.example/"));
        assert_eq!(own.expect("good").home_page, "https://ecole.example/");
    }

    #[test]
    fn only_this_machine_is_reached_without_tls() {
        for good in ["http://127.0.0.1:8100/xAPI", "http://localhost/xAPI", "http://[::1]:9/x", "http://127.9.9.9/x"] {
            assert!(settings(good).is_ok(), "{good}");
        }
        for bad in [
            "http://lrs.example/xAPI",
            "http://127.0.0.1.example/xAPI",
            "http://10.0.0.1/xAPI",
            "http://localhost.example/",
            "ftp://lrs.example/",
            "lrs.example/xAPI",
            "https://user:word@lrs.example/xAPI",
            "https://lrs.example/xAPI?key=1",
            "https://",
            "",
        ] {
            assert!(settings(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_password_is_in_no_error_and_no_debug_text() {
        let good = settings("https://lrs.example/xAPI").expect("good");
        assert!(!format!("{good:?}").contains("tr0mbone"));
        let folder = tempfile::tempdir().expect("a folder");
        good.keep(folder.path()).expect("kept");
        let path = folder.path().join(FILE);
        let text = fs::read_to_string(&path).expect("there");
        assert!(text.contains(HUSH), "the file itself must hold it");
        // Every shorter file, and one with a field too many: none of the errors tells of what is in it.
        let mut damaged: Vec<String> = (0..text.len()).filter_map(|end| text.get(..end).map(str::to_owned)).collect();
        damaged.push(text.replace("\"user\"", &format!("\"{HUSH}\"")));
        damaged.push(format!("\"{HUSH}\""));
        for text in damaged {
            fs::write(&path, &text).expect("written");
            let why = Settings::load(folder.path()).expect_err("damaged");
            assert!(!format!("{why} {why:?}").contains("tr0mbone"), "{why:?}");
        }
        let refused = Settings::new("https://a:b@c", "a:b", Secret::new(format!("{HUSH}\n")), None);
        assert!(!format!("{refused:?}").contains("tr0mbone"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let good = settings("https://lrs.example/xAPI").expect("good");
        good.keep(folder.path()).expect("kept");
        good.keep(folder.path()).expect("kept again");
        let path = folder.path().join(FILE);
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        assert_eq!(Settings::load(folder.path()).expect("read"), good);
        for mode in [0o640, 0o604, 0o620, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
            let why = Settings::load(folder.path()).expect_err("open to others").to_string();
            assert!(why.contains("chmod 600"), "{why}");
        }
    }

    #[test]
    fn without_settings_nothing_is_sent_and_the_message_says_how_to_begin() {
        let folder = tempfile::tempdir().expect("a folder");
        let why = Settings::load(folder.path()).expect_err("none").to_string();
        assert!(why.contains("epissure lrs set"), "{why}");
        settings("https://lrs.example/xAPI").expect("good").keep(folder.path()).expect("kept");
        assert!(Settings::forget(folder.path()).expect("removed"));
        assert!(!Settings::forget(folder.path()).expect("nothing to remove"));
        assert!(matches!(Settings::load(folder.path()), Err(SettingsError::None)));
    }
}
