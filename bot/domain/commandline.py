"""The one command, and its line as people and buttons repeat it."""

COMMAND = "/runs"
# A command line has to fit into a button's value: "v1 " + line + page in 1,900
# characters. https://docs.slack.dev/reference/block-kit/block-elements/button-element
LONGEST = 1_880
_ECHO = 60


def line(text: str) -> str:
    """The whole command, whether or not `text` began with it."""
    return f"{COMMAND} {after_command(text)}".strip()


def after_command(text: str) -> str:
    """`text` without the command that buttons, and some people, put in front."""
    words = text.strip()
    rest = words.removeprefix(COMMAND)
    named = rest != words and (not rest or rest[0].isspace())
    return rest.strip() if named else words


def echo(text: str) -> str:
    """`text` short enough to be repeated to the person who typed it."""
    flat = " ".join(text.split()).replace("`", "'")
    return flat if len(flat) <= _ECHO else flat[: _ECHO - 1] + "…"
