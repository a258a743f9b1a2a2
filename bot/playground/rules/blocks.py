"""The limits that hold for all blocks of a message or a view together."""

from collections.abc import Iterable, Iterator, Sequence

from bot.playground.rules.block_shapes import BLOCKS, Surface
from bot.playground.rules.rule import Breach, refused
from bot.playground.rules.walk import objects

# Not documented; refused at about 13,200 characters (github.com/slackapi/bolt-js/
# issues/2509).
MAX_TEXT = 13_000
# docs.slack.dev/reference/block-kit/blocks/table-block
MAX_TABLE_TEXT = 10_000
# docs.slack.dev/reference/block-kit/blocks/markdown-block: over all of them.
MAX_MARKDOWN = 12_000
# docs.slack.dev/reference/block-kit/blocks/data-visualization-block
MAX_CHARTS = 2


def block_breaches(
    blocks: object, surface: Surface = "message", at: str = "/blocks"
) -> Iterator[Breach]:
    """What is wrong with these blocks, most of which Slack refuses."""
    yield from BLOCKS[surface](blocks, at)
    if isinstance(blocks, list):
        yield from _repeated_blocks(blocks, at)
        yield from _repeated_actions(blocks, at)
        yield from _table_breaches(blocks, at)
        if surface == "message":
            yield from _message_breaches(blocks, at)


def _repeated_blocks(blocks: list[object], top: str) -> Iterator[Breach]:
    seen: set[str] = set()
    named = ((f"{top}/{i}", block) for i, block in enumerate(blocks))
    for at, name in _names(named, "block_id"):
        if name in seen:
            yield refused("duplicate-block-id", f"block_id {name} already used", at)
        seen.add(name)


def _repeated_actions(blocks: list[object], top: str) -> Iterator[Breach]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        here: set[str] = set()
        for at, name in _names(objects(block, f"{top}/{index}"), "action_id"):
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


def _table_breaches(blocks: list[object], at: str) -> Iterator[Breach]:
    tables = _of_type(blocks, "table")
    if len(tables) > 1:
        yield Breach("many-tables", "only_one_table_allowed", "invalid_attachments")
    length = _text_length(tables)
    if length > MAX_TABLE_TEXT:
        problem = f"{length:,} characters in cells, at most {MAX_TABLE_TEXT:,}"
        yield refused("table-too-long", problem, at)


def _message_breaches(blocks: list[object], at: str) -> Iterator[Breach]:
    length = _text_length(blocks)
    if length > MAX_TEXT:
        detail = f"{length:,} characters of text in blocks, at most {MAX_TEXT:,}"
        yield Breach("blocks-too-long", detail, "msg_blocks_too_long")
    markdown = _text_length(_of_type(blocks, "markdown"))
    if markdown > MAX_MARKDOWN:
        problem = f"{markdown:,} characters of Markdown, at most {MAX_MARKDOWN:,}"
        yield refused("markdown-too-long", problem, at)
    charts = len(_of_type(blocks, "data_visualization"))
    if charts > MAX_CHARTS:
        problem = f"no more than {MAX_CHARTS} charts allowed"
        yield refused("many-charts", problem, at)


def _of_type(blocks: list[object], kind: str) -> list[object]:
    return [b for b in blocks if isinstance(b, dict) and b.get("type") == kind]


def _text_length(blocks: Sequence[object]) -> int:
    texts = (found.get("text") for _, found in objects(list(blocks), ""))
    return sum(len(text) for text in texts if isinstance(text, str))
