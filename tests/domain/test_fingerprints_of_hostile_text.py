import pytest

from bot.domain.fingerprints import fingerprint, normalised

# Ten times as long as a reason can be. The pieces begin what a pattern looks for.
LENGTH = 40_000
PIECES = {
    "letters": "a",
    "digits": "1",
    "digits and commas": "1,",
    "numbers": "1 ",
    "hyphens": "a-",
    "dots": "a.",
    "colons": "1:",
    "hex and colons": "f:",
    "double colons": "::",
    "paths": "/a",
    "shares": "\\\\",
    "drives": "c:\\a ",
    "spaced folders": "c:\\program files ",
    "quotes": "'",
    "names and quotes": "user '",
    "names": "user ",
    "names and values": "user=",
    "addresses": "a@",
    "links": "ab://",
    "days": "mon ",
    "dates": "jan 1 ",
    "number words": "ten ",
    "code words": "code code=",
    "failures": "error ",
    "labels": "session ",
    "labels in clauses": ",session:=",
    "keys": "a_=",
    "open brackets": "(",
    "brackets and marks": "(#",
    "marks": "# ",
    "lines": "a1 failed\n",
    "Chinese": "桌面",
    "Chinese numerals": "一",
    "Chinese names": "桌-1",
    "Chinese people": "用户",
    "capitals that grow": "İ",
    "ligatures": "ﷺ",
    "hidden secrets": "•",
    "spaces": " ",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_a_long_text_of_one_piece_is_read_to_its_end(piece: str) -> None:
    long = piece * (LENGTH // len(piece))

    telling = fingerprint("X", f"{long}\nexit code 5: cannot start")

    assert telling != fingerprint("X", f"{long}\nexit code 6: cannot start")


def test_of_many_lines_the_last_that_tell_are_kept() -> None:
    lines = [
        f"file{number} cannot be read: {word}" for number, word in enumerate("abcdef")
    ]

    kept = normalised("\n".join(["begin", *lines, "end"]))

    assert kept == "\n".join(f"# cannot be read: {word}" for word in "cdef")
