//! What an explanation says beside its decision.

use originator::Message;

use super::World;

#[test]
fn what_was_passed_over_and_why() {
    let world = World::new();
    let to = |number: &'static str| Message::to(number);
    let reply = |number: &'static str| Message::reply_to(number);
    let not_ours = "The customer wrote to";
    for (plan, message, says, is_said, why) in [
        (
            "retail",
            to("+14165550199"),
            "2 senders share the traffic",
            true,
            "a pool of two",
        ),
        (
            "retail",
            to("+12025550123"),
            "share the traffic",
            false,
            "one sender shares with nobody",
        ),
        (
            "retail",
            to("+37121234568"),
            "share the traffic",
            false,
            "nor does one that is off",
        ),
        (
            "retail",
            to("+14165550199"),
            "the recipient's area",
            false,
            "the plan does not prefer them",
        ),
        (
            "retail",
            reply("+12025550123").written_to("+46701740699"),
            "The customer wrote to \"+46701740699\", which is not a sender of the plan.",
            true,
            "somebody else's number",
        ),
        (
            "retail",
            reply("+12025550123"),
            not_ours,
            false,
            "nobody said where the customer wrote",
        ),
        (
            "retail",
            to("+12025550123").written_to("+46701740699"),
            not_ours,
            false,
            "a first contact answers nothing",
        ),
        (
            "retail",
            reply("+12025550123").written_to("+12025550142"),
            not_ours,
            false,
            "the number that they wrote to is the one that is used",
        ),
    ] {
        let explanation = world.router.explain(world.plan(plan), &message).to_string();
        assert_eq!(
            explanation.contains(says),
            is_said,
            "{message:?}: {why}\n{explanation}"
        );
    }
}
