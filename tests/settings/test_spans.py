"""How long a lookback is."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from bot.settings.model import SweepSettings


@pytest.mark.parametrize("nothing", ["0s", "0m", "0h", "0d"])
def test_a_lookback_may_be_nothing(nothing: str) -> None:
    assert SweepSettings.model_validate({"lookback": nothing}).lookback == timedelta()


@pytest.mark.parametrize("key", ["every", "full_every"])
def test_nothing_happens_without_a_pause(key: str) -> None:
    with pytest.raises(ValidationError):
        SweepSettings.model_validate({key: "0h"})
