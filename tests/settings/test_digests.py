"""Digests in the file, checked long before they are due."""

from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.settings import load

DIGEST = """
[[digests]]
name = "night"
channel = "C0123456789"
schedule = "0 9 * * *"
"""


def refusal(tmp_path: Path, text: str) -> str:
    file = tmp_path / "runwatch.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load(file, {})
    return str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("name", '"Night Shift"', "digests[0].name: string should match pattern"),
        ("channel", '"#operations"', "digests[0].channel: string should match pattern"),
        ("schedule", '"0 9 * *"', "has 4 fields; a crontab line has 5"),
        ("schedule", '"0 9 * * mon-frz"', "day of week `frz` is not in 0-7"),
        ("schedule", '"0 0 30 2 *"', "never comes: February has no day 30"),
        ("time_zone", '"Mars"', "is not a time zone"),
        ("outcomes", '["broken"]', "digests[0].outcomes[0]: input should be"),
        ("when_empty", '"maybe"', "digests[0].when_empty: input should be"),
        ("mention", '["@night"]', "digests[0].mention[0]: string should match"),
        ("clouds", '["prod"]', 'digests[0].clouds: there is no cloud "prod"'),
        ("sources", "[]", "digests[0].sources: is empty"),
    ],
    ids=str,
)
def test_a_wrong_digest_is_refused_by_key(
    tmp_path: Path, key: str, value: str, line: str
) -> None:
    kept = [one for one in DIGEST.splitlines() if not one.startswith(f"{key} =")]

    said = refusal(tmp_path, "\n".join([*kept, f"{key} = {value}"]))

    assert said.startswith(f"digests[0].{key}")
    assert line in said


def test_two_digests_cannot_share_a_name(tmp_path: Path) -> None:
    said = refusal(tmp_path, DIGEST + DIGEST)

    assert said == "digests[1].name: is taken already"
