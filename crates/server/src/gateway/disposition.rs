//! What becomes of a send: each of its recipients is decided, and the request is passed on, sent or refused as a whole.

use std::borrow::Cow;

use originator::{Message, Outcome, PlanId, Sender};

use super::provider::{
    Channels, NamedSender, Outbound, OutboundMessage, OutboundRequest, Provider, Recipient,
    Rewritten, Unreadable,
};
use crate::decided::Decided;
use crate::service::Service;
use crate::store::Contact;

/// What becomes of a send.
pub(super) enum Disposition {
    /// It is passed on as it is.
    Pass(PassReason),
    /// It is passed on with the decided senders, or as it is if no sender has to be set.
    Send {
        decided: Vec<Decided>,
        rewritten: Option<Rewritten>,
    },
    /// It is not passed on.
    Refuse(Refused),
}

/// Why a send is passed on as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PassReason {
    /// It names no recipient, or a contact that no callback has named.
    UnknownRecipient,
    /// The map has no plan for its account, for which the provider has this word.
    UnknownAccount(&'static str),
    /// It goes by other channels alone.
    NotSms,
    /// It must not go by SMS, but it may go by another channel.
    OtherChannels,
    /// A pool of the provider selects its sender.
    ProviderPool,
}

/// Why a send is refused.
pub(super) enum Refused {
    /// The map refuses this recipient.
    Recipient { decided: Decided, input: String },
    /// One message needs several senders.
    SeveralSenders,
}

impl PassReason {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            PassReason::UnknownRecipient => "unknown_recipient",
            PassReason::UnknownAccount(word) => word,
            PassReason::NotSms => "not_sms",
            PassReason::OtherChannels => "other_channels",
            PassReason::ProviderPool => "provider_pool",
        }
    }
}

/// What becomes of one message of a send.
enum MessageDisposition {
    Pass(PassReason),
    Send {
        decided: Vec<Decided>,
        sender: Option<Sender>,
    },
    Refuse(Refused),
}

/// Reads a send and decides all its recipients. If one of its messages is refused, the whole request is.
pub(super) async fn decide(
    service: &Service,
    provider: &dyn Provider,
    request: &OutboundRequest<'_>,
) -> Result<Disposition, Unreadable> {
    let outbound = provider.read_send(request)?;
    Ok(decide_all(service, provider, &*outbound).await)
}

async fn decide_all(
    service: &Service,
    provider: &dyn Provider,
    outbound: &dyn Outbound,
) -> Disposition {
    let plan = provider.plan(&service.router, outbound.account());
    let (mut all_decided, mut senders) = (Vec::new(), Vec::new());
    let mut passed = None;
    for message in outbound.messages() {
        match decide_message(service, provider, plan, message).await {
            MessageDisposition::Pass(reason) => {
                passed.get_or_insert(reason);
                senders.push(None);
            }
            MessageDisposition::Send { decided, sender } => {
                all_decided.extend(decided);
                senders.push(sender);
            }
            MessageDisposition::Refuse(refused) => return Disposition::Refuse(refused),
        }
    }
    if all_decided.is_empty() {
        return Disposition::Pass(passed.unwrap_or(PassReason::UnknownRecipient));
    }
    let has_sender = senders.iter().any(Option::is_some);
    Disposition::Send {
        decided: all_decided,
        rewritten: has_sender.then(|| outbound.with_senders(&senders)),
    }
}

async fn decide_message(
    service: &Service,
    provider: &dyn Provider,
    plan: Option<PlanId>,
    message: OutboundMessage<'_>,
) -> MessageDisposition {
    let OutboundMessage::Sms {
        channels,
        recipients,
        sender,
    } = message
    else {
        return MessageDisposition::Pass(PassReason::NotSms);
    };
    let Some(plan) = plan else {
        let reason = PassReason::UnknownAccount(provider.unknown_account());
        return MessageDisposition::Pass(reason);
    };
    let mut decided = Vec::with_capacity(recipients.len());
    let mut has_unknown = recipients.is_empty();
    for recipient in recipients {
        let Some(to) = number(service, provider, plan, recipient).await else {
            has_unknown = true;
            continue;
        };
        let this = decide_recipient(service, provider, plan, &to, &sender).await;
        if this.decision.outcome() == Outcome::Refuse {
            return match channels {
                Channels::SmsAndOthers => MessageDisposition::Pass(PassReason::OtherChannels),
                Channels::SmsOnly => MessageDisposition::Refuse(Refused::Recipient {
                    decided: this,
                    input: to.into_owned(),
                }),
            };
        }
        decided.push(this);
    }
    if has_unknown {
        return MessageDisposition::Pass(PassReason::UnknownRecipient);
    }
    match sender {
        NamedSender::ProviderPool => MessageDisposition::Pass(PassReason::ProviderPool),
        NamedSender::Given(_) => MessageDisposition::Send {
            decided,
            sender: None,
        },
        NamedSender::None => match common_sender(&decided) {
            Some(sender) => MessageDisposition::Send { decided, sender },
            None => MessageDisposition::Refuse(Refused::SeveralSenders),
        },
    }
}

/// The text of a recipient's number, or `None` if it is not known.
///
/// A contact's number becomes text here although the router reads it again: a message is made from text alone, and the
/// record repeats that text as its `input`. Reading canonical E.164 takes a few nanoseconds.
async fn number<'r>(
    service: &Service,
    provider: &dyn Provider,
    plan: PlanId,
    recipient: Recipient<'r>,
) -> Option<Cow<'r, str>> {
    match recipient {
        // If it is no number, the decision refuses it.
        Recipient::Number(text) => Some(text),
        Recipient::Contact(id) => {
            let contact = Contact {
                provider: provider.name(),
                id: &id,
            };
            let number = service.store.number(plan, contact).await?;
            Some(Cow::Owned(number.to_string()))
        }
    }
}

async fn decide_recipient(
    service: &Service,
    provider: &dyn Provider,
    plan: PlanId,
    to: &str,
    sender: &NamedSender<'_>,
) -> Decided {
    let mut message = Message::to(to);
    if let Some(bare_digits) = provider.bare_digits() {
        message = message.bare_digits(bare_digits);
    }
    if let NamedSender::Given(sender) = sender {
        message = message.sender(&**sender);
    }
    service.decide(plan, message).await
}

/// The one sender that all decisions use, or the one `None` if all leave it out; nothing if they differ.
fn common_sender(decided: &[Decided]) -> Option<Option<Sender>> {
    let mut senders = decided.iter().map(|decided| decided.decision.sender());
    let first = senders.next().unwrap_or_default();
    senders.all(|sender| sender == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_share_a_sender_only_if_all_decisions_agree() {
        let map = "originators: { US: \"+12025550142\", SE: \"+46701740605\", NG: omit }";
        let router = originator::Router::from_yaml("map", map).unwrap();
        let plan = router.default_plan().unwrap();
        let (us, se) = ("+12025550142".parse().ok(), "+46701740605".parse().ok());
        for (recipients, expected, why) in [
            (&["+12025550123", "+12025550124"][..], Some(us), "one"),
            (&["+12025550123", "+46701740699"], None, "two"),
            (&["+2348031234567"], Some(None), "the provider selects it"),
            (&["+2348031234567", "+46701740699"], None, "one and none"),
            (&["+46701740699"], Some(se), "alone"),
        ] {
            let decided: Vec<Decided> = recipients
                .iter()
                .map(|to| Decided {
                    decision: router.route(plan, to),
                    without_store: false,
                })
                .collect();
            assert_eq!(common_sender(&decided), expected, "{why}");
        }
    }
}
