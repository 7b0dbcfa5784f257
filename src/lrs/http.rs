//! The server over HTTP: basic authentication, time-outs, no redirects, bounded answers.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ureq::http::{HeaderValue, Uri};
use ureq::{Agent, Error};

use super::send::{Answer, Server};
use super::settings::{Settings, is_loopback};

/// Longest answer that is read, bytes: the ids of a batch, or a reason.
const MAX_ANSWER: u64 = 1 << 20;
/// Longest wait for name and connection.
const CONNECT: Duration = Duration::from_secs(10);

/// A Learning Record Store.
pub struct Lrs {
    agent: Agent,
    url: String,
    authorization: HeaderValue,
}

impl Lrs {
    /// The server of the settings. `patience` is how long one post may take in all.
    ///
    /// # Errors
    /// In words, when name and password cannot be sent.
    pub fn new(settings: &Settings, patience: Duration) -> Result<Lrs, String> {
        let pair = format!("{}:{}", settings.user, settings.password.reveal());
        let mut authorization = HeaderValue::from_str(&format!("Basic {}", BASE64_STANDARD.encode(pair)))
            .map_err(|_| "name and password cannot be sent".to_owned())?;
        authorization.set_sensitive(true);
        let here = settings.url.parse::<Uri>().is_ok_and(|uri| uri.host().is_some_and(is_loopback));
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(patience))
            .timeout_connect(Some(CONNECT.min(patience)))
            .user_agent(concat!("epissure/", env!("CARGO_PKG_VERSION")));
        if here {
            // In the clear to this machine, and never to a proxy.
            config = config.proxy(None);
        }
        Ok(Lrs { agent: config.build().new_agent(), url: settings.url.clone(), authorization })
    }
}

impl Server for Lrs {
    fn post(&mut self, body: &str) -> Result<Answer, String> {
        let sent = self
            .agent
            .post(&self.url)
            .header("Authorization", self.authorization.clone())
            .header("X-Experience-API-Version", "1.0.3")
            .header("Content-Type", "application/json")
            .send(body);
        let mut response = sent.map_err(|why| in_words(&why))?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        let retry_after = header("Retry-After").and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(MAX_ANSWER).read_to_vec();
        // A yes that was cut off is no yes: it is asked again. A no stays a no.
        let body = match body {
            Err(why) if status < 400 => return Err(in_words(&why)),
            body => body.unwrap_or_default(),
        };
        Ok(Answer { status, body, retry_after })
    }
}

fn in_words(why: &Error) -> String {
    match why {
        Error::HostNotFound => "no such host, or no network".to_owned(),
        Error::Timeout(_) => "no answer in time".to_owned(),
        Error::Io(why) => format!("the connection broke: {why}"),
        Error::ConnectionFailed => "no connection".to_owned(),
        Error::BodyExceedsLimit(_) => "the answer is too long".to_owned(),
        why => format!("{why}"),
    }
}
