"""A script's output, bounded: no limit is documented for it, and lines may be endless."""

from dataclasses import dataclass

# Far more than is ever shown; secrets are looked for in all of it.
_HEAD = 16 * 1024
_TAIL = 48 * 1024
_ENDLESS = "⋯ a line too long to be shown ⋯"


@dataclass(frozen=True, slots=True)
class Output:
    """What a script printed.

    Attributes:
        text: all of it; of a large one what its first 16 Ki characters hold.
        end: of a large one its last 48 Ki characters in whole lines, else "".
        lines: how many lines a large one had in all, else 0.
        gap: a sentence of ours why it could not be read, "" where it was.
    """

    text: str = ""
    end: str = ""
    lines: int = 0
    gap: str = ""


def bounded(text: str) -> Output:
    """The output as we keep it.

    The end never begins inside of a line: half a secret could not be recognised.
    """
    if len(text) <= _HEAD + _TAIL:
        return Output(text)
    stripped = text.strip("\n")
    if "\n" not in stripped:
        return Output(stripped[:_HEAD], _ENDLESS, 1)
    _, found, end = stripped[-_TAIL:].partition("\n")
    return Output(
        text=stripped[:_HEAD].rpartition("\n")[0] or stripped[:_HEAD],
        end=end if found else _ENDLESS,
        lines=stripped.count("\n") + 1,
    )
