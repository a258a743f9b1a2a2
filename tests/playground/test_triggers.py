import re
from datetime import timedelta

import pytest

from bot.playground.slack import COLLEAGUE, OPERATOR
from bot.playground.slack.answers import RefusalError
from bot.playground.slack.triggers import Triggers
from tests.playground.hand_clock import HandClock


def refused(triggers: Triggers, trigger: str) -> str:
    with pytest.raises(RefusalError) as refusal:
        triggers.use(trigger)
    return str(refusal.value)


def test_a_trigger_is_for_whoever_acted(clock: HandClock) -> None:
    triggers = Triggers(clock)
    first, second = triggers.issue(OPERATOR), triggers.issue(COLLEAGUE)

    assert (triggers.use(second), triggers.use(first)) == (COLLEAGUE, OPERATOR)
    assert re.fullmatch(r"\d+\.\d+\.[0-9a-f]{32}", first)


def test_a_trigger_is_exchanged_once(clock: HandClock) -> None:
    triggers = Triggers(clock)
    trigger = triggers.issue(OPERATOR)
    triggers.use(trigger)

    assert refused(triggers, trigger) == "exchanged_trigger_id"


def test_a_trigger_lives_for_three_seconds(clock: HandClock) -> None:
    triggers = Triggers(clock)
    early, late = triggers.issue(OPERATOR), triggers.issue(OPERATOR)

    clock.advance(seconds=2.999)
    assert triggers.use(early) == OPERATOR
    clock.advance(seconds=0.001)
    assert refused(triggers, late) == "expired_trigger_id"


def test_a_trigger_can_be_let_live_longer(clock: HandClock) -> None:
    triggers = Triggers(clock, lifetime=timedelta(minutes=1))
    trigger = triggers.issue(OPERATOR)
    clock.advance(seconds=59)

    assert triggers.use(trigger) == OPERATOR


def test_a_made_up_trigger_is_invalid(clock: HandClock) -> None:
    assert refused(Triggers(clock), "1.2.3") == "invalid_trigger_id"
