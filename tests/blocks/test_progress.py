import pytest

from bot.blocks.progress import first_words
from bot.domain.verbs import VERBS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("failures", "Reading 5 sources…"),
        ("target:FIN Failures", "Reading 5 sources…"),
        ("failures name:'patch", "Reading 5 sources…"),
        ("find FIN-DESK-02", "Looking for it…"),
        ("tasks", "Reading the scheduled tasks…"),
        ("orders since:7d", "Reading the script orders…"),
        ("apps", "Reading the App Streaming tasks…"),
        ("health", "Checking how I am…"),
        ("cloud:prod", "One moment…"),
        ("FIN-DESK-02", "One moment…"),
    ],
)
def test_the_first_words_tell_what_is_being_done(text: str, words: str) -> None:
    shown = first_words(text)

    assert shown == words


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "help"])
def test_every_command_that_asks_something_has_words_of_its_own(verb: str) -> None:
    others = [first_words(other) for other in VERBS if other != verb]

    assert first_words(verb) not in [*others, first_words("")]
