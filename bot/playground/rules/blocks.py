"""The limits that hold for a message's blocks together, and for each of them."""

from collections.abc import Iterable, Iterator, Sequence

from bot.playground.rules.block_shapes import BLOCKS
from bot.playground.rules.rule import Breach, refused
from bot.playground.rules.walk import objects

# Not documented; refused at about 13,200 characters (github.com/slackapi/bolt-js/
# issues/2509).
MAX_TEXT = 13_000
# docs.slack.dev/reference/block-kit/blocks/table-block
MAX_TABLE_TEXT = 10_000


def block_breaches(blocks: object) -> Iterator[Breach]:
    """What is wrong with these blocks, most of which Slack refuses."""
    yield from BLOCKS(blocks, "/blocks")
    if isinstance(blocks, list):
        yield from _repeated_blocks(blocks)
        yield from _repeated_actions(blocks)
        yield from _too_much_text(blocks)
        yield from _table_breaches(blocks)


def _repeated_blocks(blocks: list[object]) -> Iterator[Breach]:
    seen: set[str] = set()
    named = ((f"/blocks/{i}", block) for i, block in enumerate(blocks))
    for at, name in _names(named, "block_id"):
        if name in seen:
            yield refused("duplicate-block-id", f"block_id {name} already used", at)
        seen.add(name)


def _repeated_actions(blocks: list[object]) -> Iterator[Breach]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        here: set[str] = set()
        for at, name in _names(objects(block, f"/blocks/{index}"), "action_id"):
            if name in here:
                problem = f"action_id {name} already used"
                yield refused("duplicate-action-id", problem, at)
            elif name in seen:
                # Slack asks for one per block; a bot is told the action_id alone.
                problem = f"action_id {name} in two blocks [json-pointer:{at}]"
                yield Breach("ambiguous-action-id", problem)
            here.add(name)
        seen |= here


def _names(found: Iterable[tuple[str, object]], key: str) -> Iterator[tuple[str, str]]:
    """The names that stand under this key, and where."""
    for at, value in found:
        name = value.get(key) if isinstance(value, dict) else None
        if isinstance(name, str):
            yield f"{at}/{key}", name


def _too_much_text(blocks: list[object]) -> Iterator[Breach]:
    length = _text_length(blocks)
    if length > MAX_TEXT:
        detail = f"{length:,} characters of text in blocks, at most {MAX_TEXT:,}"
        yield Breach("blocks-too-long", detail, "msg_blocks_too_long")


def _table_breaches(blocks: list[object]) -> Iterator[Breach]:
    tables = [b for b in blocks if isinstance(b, dict) and b.get("type") == "table"]
    if len(tables) > 1:
        yield Breach("many-tables", "only_one_table_allowed", "invalid_attachments")
    length = _text_length(tables)
    if length > MAX_TABLE_TEXT:
        problem = f"{length:,} characters in cells, at most {MAX_TABLE_TEXT:,}"
        yield refused("table-too-long", problem, "/blocks")


def _text_length(blocks: Sequence[object]) -> int:
    texts = (found.get("text") for _, found in objects(list(blocks), ""))
    return sum(len(text) for text in texts if isinstance(text, str))
