"""What is said at once, before anything is known."""

from bot.domain.queries import first_verb

STILL_READING = "Still reading. The answer follows."
_FIRST_WORDS = {
    "script": "Reading the script execution…",
    "task": "Reading the scheduled task…",
    "pool": "Reading the pools' runs…",
    "order": "Reading the script order…",
    "app": "Reading the App Streaming run…",
}


def first_words(text: str) -> str:
    """The ack's text, chosen from the first word alone."""
    return _FIRST_WORDS.get(first_verb(text), "One moment…")
