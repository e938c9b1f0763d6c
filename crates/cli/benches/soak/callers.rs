//! What calls a service: sends, callbacks and questions, each with the answers that it may have.

mod answers;

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use answers::Answer;
use originator::{BareDigits, Memory, Message};
use reqwest::{Client, RequestBuilder};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::around::TRANSCODE;
use crate::customers::{Customers, STRANGERS};
use crate::maps::{Maps, SENDERS};
use crate::service::{SECRET, Service, client};
use crate::signed::signature;
use crate::tally::Run;
use crate::{CALLERS, PACE};

const SEND: &str = "/v1/projects/p/messages:send";
/// As the metrics call all that is under it.
pub(crate) const PROJECTS: &str = "/v1/projects/{*path}";
const CALLBACK: &str = "/webhooks/sinch";
const ROUTE: &str = "/v1/route";
const REPLY: &str = "/v1/reply";

/// What callbacks are signed at: so old that the nonces of the first are forgotten a minute later.
const SIGNED: Duration = Duration::from_secs(4 * 60);

pub(crate) struct Caller {
    service: Arc<Service>,
    maps: Arc<Maps>,
    run: Arc<Run>,
    customers: Customers,
    strangers: Vec<Memory>,
    client: Client,
    lot: usize,
    nonces: u64,
}

impl Caller {
    pub(crate) fn new(
        service: &Arc<Service>,
        maps: &Arc<Maps>,
        run: &Arc<Run>,
        lot: usize,
    ) -> Caller {
        Caller {
            service: Arc::clone(service),
            maps: Arc::clone(maps),
            run: Arc::clone(run),
            customers: Customers::new(lot),
            strangers: Customers::memories_of_strangers(),
            client: client(),
            lot,
            nonces: 0,
        }
    }

    pub(crate) async fn call(mut self) {
        let share = PACE / CALLERS as u32 * (self.lot % CALLERS) as u32;
        let mut paces = tokio::time::interval_at((self.run.start + share).into(), PACE);
        // What could not be asked in time is not asked at once afterwards.
        paces.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while Instant::now() < self.run.end {
            paces.tick().await;
            let customer = self.customers.any();
            match self.customers.random(100) {
                0..30 => self.send(customer, None).await,
                30..40 => self.send_to_contact(customer, None).await,
                40..50 => self.route(customer, None).await,
                50..58 => self.reply(customer, None).await,
                58..75 => self.conversation(customer).await,
                75..80 => self.repeated(customer).await,
                80..84 => self.forged(customer).await,
                84..94 => self.stranger().await,
                94..96 => self.hang_up_in_the_body().await,
                96..98 => self.hang_up_while_waiting().await,
                _ => self.malformed().await,
            }
        }
    }

    /// A customer writes, and is answered at once.
    async fn conversation(&mut self, customer: usize) {
        let Some(written_to) = self.callback(customer).await else {
            return;
        };
        match self.customers.random(4) {
            0 => self.send(customer, Some(written_to)).await,
            1 => self.send_to_contact(customer, Some(written_to)).await,
            2 => self.route(customer, Some(written_to)).await,
            _ => self.reply(customer, Some(written_to)).await,
        }
    }

    async fn send(&mut self, customer: usize, just_wrote_to: Option<usize>) {
        let number = self.customers.number(customer);
        let recipient = format!(
            r#"{{"identified_by":{{"channel_identities":[{{"channel":"SMS","identity":"{number}"}}]}}}}"#
        );
        let message = Message::to(&number).bare_digits(BareDigits::International);
        self.sent(customer, "send", &recipient, message, just_wrote_to)
            .await;
    }

    async fn send_to_contact(&mut self, customer: usize, just_wrote_to: Option<usize>) {
        let number = self.customers.number(customer);
        let recipient = format!(r#"{{"contact_id":"contact-{number}"}}"#);
        let message = Message::to(&number).bare_digits(BareDigits::International);
        self.sent(
            customer,
            "send to a contact",
            &recipient,
            message,
            just_wrote_to,
        )
        .await;
    }

    async fn sent(
        &mut self,
        customer: usize,
        asked: &'static str,
        recipient: &str,
        message: Message<'_>,
        just_wrote_to: Option<usize>,
    ) {
        let Some(answer) = self
            .ask(0, asked, PROJECTS, self.post(SEND, send_of(recipient)))
            .await
        else {
            return;
        };
        if answer.decision == "pass; reason=unknown_recipient" {
            let verdict = self.judged(&answer, |away| {
                asked == "send to a contact"
                    && (away || just_wrote_to.is_none())
                    && answer.status == 200
                    && answer.body["sender"].is_null()
            });
            self.count(asked, verdict, "passed, the contact is not known", &answer);
            return;
        }
        let memories = |away: bool| {
            self.customers
                .memories(customer, just_wrote_to.filter(|_| !away))
        };
        let said = self.decided(asked, &answer, message, memories);
        if let Some(sender) = said.and_then(|said| said.sender) {
            self.customers.was_sent(customer, &sender);
        }
    }

    async fn stranger(&mut self) {
        let number = STRANGERS[self.customers.random(STRANGERS.len())];
        let is_question = self.customers.random(2) == 0;
        let memories = |_| self.strangers.clone();
        if is_question {
            let question = format!(r#"{{"to":"{number}"}}"#);
            let asked = "route to a stranger";
            let answer = self.ask(2, asked, ROUTE, self.post(ROUTE, question)).await;
            if let Some(answer) = answer {
                self.record(asked, &answer, Message::to(number), memories);
            }
            return;
        }
        let recipient = format!(
            r#"{{"identified_by":{{"channel_identities":[{{"channel":"SMS","identity":"{number}"}}]}}}}"#
        );
        let asked = "send to a stranger";
        let request = self.post(SEND, send_of(&recipient));
        if let Some(answer) = self.ask(0, asked, PROJECTS, request).await {
            let message = Message::to(number).bare_digits(BareDigits::International);
            self.decided(asked, &answer, message, memories);
        }
    }

    async fn route(&mut self, customer: usize, just_wrote_to: Option<usize>) {
        let number = format!("+{}", self.customers.number(customer));
        let question = format!(r#"{{"to":"{number}"}}"#);
        let request = self.post(ROUTE, question);
        if let Some(answer) = self.ask(2, "route", ROUTE, request).await {
            let memories = |away: bool| {
                self.customers
                    .memories(customer, just_wrote_to.filter(|_| !away))
            };
            self.record("route", &answer, Message::to(&number), memories);
        }
    }

    /// To what is remembered if they just wrote, else to any number of ours.
    async fn reply(&mut self, customer: usize, just_wrote_to: Option<usize>) {
        let number = format!("+{}", self.customers.number(customer));
        let mut message = Message::reply_to(&number);
        let mut question = format!(r#"{{"from":"{number}"}}"#);
        if just_wrote_to.is_none() {
            let to = SENDERS[1 + self.customers.random(SENDERS.len() - 1)];
            message = message.written_to(to);
            question = format!(r#"{{"from":"{number}","to":"{to}"}}"#);
        }
        let request = self.post(REPLY, question);
        if let Some(answer) = self.ask(2, "reply", REPLY, request).await {
            let memories = |away: bool| {
                self.customers
                    .memories(customer, just_wrote_to.filter(|_| !away))
            };
            self.record("reply", &answer, message, memories);
        }
    }

    /// What the customer wrote to, if it was taken.
    async fn callback(&mut self, customer: usize) -> Option<usize> {
        let (written_to, body) = self.inbound(customer);
        let request = self.signed(&body, SECRET);
        let answer = self.ask(1, "callback", CALLBACK, request).await?;
        self.taken(&answer).then_some(written_to)
    }

    /// Delivered twice, of which the second is known.
    async fn repeated(&mut self, customer: usize) {
        let (_, body) = self.inbound(customer);
        let request = self.signed(&body, SECRET);
        let again = request.try_clone().unwrap();
        let Some(answer) = self.ask(1, "callback", CALLBACK, request).await else {
            return;
        };
        if self.taken(&answer)
            && let Some(answer) = self.ask(1, "callback again", CALLBACK, again).await
        {
            let verdict = self.judged(&answer, |_| answer.status == 409);
            self.count("callback again", verdict, "taken before", &answer);
        }
    }

    async fn forged(&mut self, customer: usize) {
        let number = self.customers.number(customer);
        // It would be seen if this were believed: nobody wrote to it.
        let request = self.signed(&written(&number, "+447700900142"), "guessed");
        if let Some(answer) = self.ask(1, "forged callback", CALLBACK, request).await {
            let verdict = self.judged(&answer, |_| answer.status == 401);
            self.count("forged callback", verdict, "not believed", &answer);
        }
    }

    async fn malformed(&mut self) {
        let request = self.post(ROUTE, r#"{"to":"#.to_owned());
        if let Some(answer) = self.ask(2, "malformed question", ROUTE, request).await {
            let verdict = self.judged(&answer, |_| answer.status == 400);
            self.count("malformed question", verdict, "not read", &answer);
        }
    }

    async fn hang_up_in_the_body(&mut self) {
        self.hang_up(SEND, r#"{"app_id":"01EXAM"#, 500, Duration::from_millis(5))
            .await;
    }

    /// The upstream takes longer than they wait.
    async fn hang_up_while_waiting(&mut self) {
        self.hang_up(TRANSCODE, "{}", 2, Duration::from_millis(30))
            .await;
    }

    async fn hang_up(&mut self, path: &str, body: &str, length: usize, after: Duration) {
        let address = self.service.url.strip_prefix("http://").unwrap();
        let request =
            format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\n\r\n{body}");
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        tokio::time::sleep(after).await;
        self.service.tally().hung_up += 1;
    }

    /// A callback of a customer who writes to one of our numbers.
    fn inbound(&mut self, customer: usize) -> (usize, String) {
        // The second sender to the sixth: numbers, of which no map has all.
        let written_to = 1 + self.customers.random(5);
        self.customers.wrote(customer, written_to);
        let number = self.customers.number(customer);
        (written_to, written(&number, SENDERS[written_to]))
    }

    fn signed(&mut self, body: &str, secret: &str) -> RequestBuilder {
        self.nonces += 1;
        let nonce = format!("{}-{}", self.lot, self.nonces);
        let mut request = self.post(CALLBACK, body.to_owned());
        for (name, value) in signature(body, &nonce, secret, SystemTime::now() - SIGNED) {
            request = request.header(name, value);
        }
        request
    }

    fn post(&self, path: &str, body: String) -> RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.service.url));
        request
            .header("content-type", "application/json")
            .body(body)
    }

    /// Nothing if there was no answer at all, which is never expected.
    async fn ask(
        &self,
        kind: usize,
        asked: &'static str,
        endpoint: &'static str,
        request: RequestBuilder,
    ) -> Option<Answer> {
        let began = Instant::now();
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => {
                let name = self.service.name;
                let example = format!("{name}: {asked}: no answer: {error:?}");
                self.service.tally().unexpected(example);
                return None;
            }
        };
        let status = answer.status().as_u16();
        let decision = answer.headers().get("x-originator-decision");
        let decision = decision.map_or("", |value| value.to_str().unwrap_or_default());
        let decision = decision.to_owned();
        let text = answer
            .text()
            .await
            .unwrap_or_else(|error| error.to_string());
        let ended = Instant::now();
        let in_cut = self.service.is_shared && self.run.cuts.touch(began, ended);
        let third = (!in_cut).then(|| self.run.third(began));
        let mut tally = self.service.tally();
        tally.timed(kind, third, ended - began);
        *tally.statuses.entry((endpoint, status)).or_default() += 1;
        Some(Answer {
            status,
            decision,
            body: serde_json::from_str(&text).unwrap_or_default(),
            began,
            ended,
            in_cut,
        })
    }
}

fn send_of(recipient: &str) -> String {
    format!(
        r#"{{"app_id":"01EXAMPLEAPP","recipient":{recipient},"message":{{"text_message":{{"text":"Your parcel arrives tomorrow."}}}},"channel_priority_order":["SMS"]}}"#
    )
}

/// A callback: this customer wrote to this number, now.
fn written(customer: &str, written_to: &str) -> String {
    let to = written_to.trim_start_matches('+');
    format!(
        r#"{{"app_id":"01EXAMPLEAPP","project_id":"p","message":{{"id":"m","direction":"TO_APP","contact_message":{{"text_message":{{"text":"Is my parcel on its way?"}}}},"channel_identity":{{"channel":"SMS","identity":"{customer}","app_id":""}},"conversation_id":"c","contact_id":"contact-{customer}","metadata":"","sender_id":"{to}"}},"message_metadata":""}}"#
    )
}
