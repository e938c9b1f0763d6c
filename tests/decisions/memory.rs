//! What is remembered of a recipient.

use std::time::Duration;

use originator::{Memory, Message};

use super::{World, sender};

const HOUR: Duration = Duration::from_secs(60 * 60);
const MONTH: Duration = Duration::from_secs(30 * 24 * 60 * 60);
const LONG_AGO: Duration = Duration::from_secs(31 * 24 * 60 * 60);

#[test]
fn what_is_remembered() {
    let world = World::new();
    let wrote = |to: &str, age| Memory::default().with_received(Some(sender(to)), age);
    let sent = |from: &str, age| Memory::default().with_sent(sender(from), age);
    for (plan, to, memory, expected, why) in [
        (
            "retail",
            "+12025550123",
            wrote("+46701740605", HOUR),
            "+12025550142 domestic",
            "a reply, so domestic",
        ),
        (
            "retail",
            "+46701740699",
            wrote("+46701740605", HOUR),
            "+46701740605 same_number",
            "a reply",
        ),
        (
            "retail",
            "+393123456789",
            wrote("+46701740605", LONG_AGO),
            "refuse not_listed",
            "forgotten: a first contact",
        ),
        (
            "retail",
            "+14165550199",
            wrote("+14165550143", HOUR),
            "+14165550143 same_number",
            "replies only",
        ),
        (
            "retail",
            "+14165550199",
            Memory::default()
                .with_received(None, HOUR)
                .with_sent(sender("+14165550143"), HOUR),
            "+14165550143 sticky",
            "wrote, we do not know where; had this one before",
        ),
        (
            "retail",
            "+14165550199",
            Memory::default()
                .with_received(None, HOUR)
                .with_sent(sender("+447700900142"), HOUR),
            "+14165550142 domestic",
            "the domestic rule binds what is remembered",
        ),
        (
            "wide",
            "+393123456789",
            sent("+447700900142", HOUR),
            "+447700900142 sticky",
            "keeps the sender it had",
        ),
        (
            "wide",
            "+393123456789",
            sent("+447700900142", LONG_AGO),
            "RETAIL elsewhere",
            "too long ago",
        ),
        (
            "wide",
            "+393123456789",
            sent("+447700900142", MONTH),
            "RETAIL elsewhere",
            "what is as old as `remember` is too old",
        ),
        (
            "wide",
            "+393123456789",
            sent("+447700900142", MONTH - Duration::from_nanos(1)),
            "+447700900142 sticky",
            "what is any younger is not",
        ),
        (
            "wide",
            "+393123456789",
            sent("+46701740605", HOUR),
            "RETAIL elsewhere",
            "not among those for Italy",
        ),
        (
            "wide",
            "+393123456789",
            sent("+46701740699", HOUR),
            "RETAIL elsewhere",
            "left the map",
        ),
        (
            "strict",
            "+12025550123",
            sent("+46701740605", HOUR),
            "+12025550142 domestic",
            "not sticky",
        ),
    ] {
        let message = Message::to(to).remembered(memory);
        let decided = world.decide(plan, message);
        // Which of the two Canadian numbers is the pool's business.
        let decided = decided.replace("+16045550142", "+14165550142");
        assert_eq!(decided, expected, "{plan} {to}: {why}");
    }
}
