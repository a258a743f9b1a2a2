import pytest

from bot.domain.access import (
    Action,
    Actor,
    Decision,
    Person,
    Standing,
    decide,
    require,
)
from bot.errors import AccessDeniedError

CLOUDS = ("prod", "test")
ASK_A_MEMBER = "Ask a member of this workspace to look it up for you."
SENTENCES = {
    Standing.GUEST: f"Guests of this workspace may not look up runs. {ASK_A_MEMBER}",
    Standing.EXTERNAL: "People of other organisations may not look up runs. "
    f"{ASK_A_MEMBER}",
    Standing.DEACTIVATED: f"Deactivated accounts may not look up runs. {ASK_A_MEMBER}",
    Standing.BOT: f"Other bots may not look up runs. {ASK_A_MEMBER}",
    Standing.UNKNOWN: "I could not check with Slack whether you may look up runs. Try "
    "again in a minute; if it stays so, tell whoever runs this bot.",
}
ALLOWED = sorted(set(Standing) - SENTENCES.keys())


def actor(standing: Standing) -> Actor:
    return Actor(user="U1", workspace="T1", channel="C1", person=Person(standing))


def test_only_members_and_operators_are_allowed() -> None:
    allowed = {s for s in Standing if decide(actor(s), Action.LOOK_UP, ()).allowed}

    assert allowed == {Standing.MEMBER, Standing.OPERATOR}


@pytest.mark.parametrize("standing", ALLOWED)
def test_who_is_allowed_gets_the_whole_scope(standing: Standing) -> None:
    decision = decide(actor(standing), Action.LOOK_UP, CLOUDS)

    assert decision == Decision(allowed=True, granted=frozenset(CLOUDS))


@pytest.mark.parametrize(("standing", "sentence"), SENTENCES.items())
def test_everybody_else_is_told_why_not(standing: Standing, sentence: str) -> None:
    decision = decide(actor(standing), Action.LOOK_UP, CLOUDS)

    assert decision == Decision(allowed=False, sentence=sentence)


@pytest.mark.parametrize("standing", ALLOWED)
def test_require_grants_what_is_allowed(standing: Standing) -> None:
    granted = require(actor(standing), Action.LOOK_UP, CLOUDS)

    assert granted == frozenset(CLOUDS)


@pytest.mark.parametrize(("standing", "sentence"), SENTENCES.items())
def test_require_raises_the_sentence(standing: Standing, sentence: str) -> None:
    with pytest.raises(AccessDeniedError) as denied:
        require(actor(standing), Action.LOOK_UP, CLOUDS)

    assert str(denied.value) == sentence
