"""A script's output, bounded: no limit is documented for it, and lines may be endless."""

_HEAD = 64 * 1024
_TAIL = 192 * 1024


def bounded(output: str) -> tuple[str, int]:
    """All of it and 0, or its two ends and how many lines it had in all.

    The ends are 64 and 192 Ki characters in whole lines: of a line that was cut, half
    a secret could not be recognised.
    """
    if len(output) <= _HEAD + _TAIL:
        return output, 0
    head = output[:_HEAD].rpartition("\n")[0] or output[:_HEAD]
    tail = output[-_TAIL:].partition("\n")[2]
    return f"{head}\n{tail}", output.strip("\n").count("\n") + 1
