"""What is said at once, before anything is known."""

from bot.domain.references import SourceName
from bot.domain.verbs import first_verb

STILL_READING = "Still reading. The answer follows."
OPENING = "A window opens…"
_FIRST_WORDS = {
    "failures": f"Reading {len(SourceName)} sources…",
    "find": "Looking for it…",
    "script": "Reading the script execution…",
    "task": "Reading the scheduled task…",
    "tasks": "Reading the scheduled tasks…",
    "pool": "Reading the pools' runs…",
    "order": "Reading the script order…",
    "orders": "Reading the script orders…",
    "app": "Reading the App Streaming run…",
    "apps": "Reading the App Streaming tasks…",
    "watch": "Looking at what is watched…",
    "digest": "Looking at the digests…",
    "why": "Looking for the reason…",
    "history": "Looking back…",
    "output": "Reading the output…",
    "health": "Checking how I am…",
}


def first_words(text: str) -> str:
    """The ack's text, chosen from the first word alone."""
    return _FIRST_WORDS.get(first_verb(text), "One moment…")
