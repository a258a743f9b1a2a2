"""What stands above each part of an explanation, in the asker's language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What stands above the parts, and in place of what no code book says.

    What the ledger counts is told in English below them.
    """

    meaning: str
    check: str
    seen: str
    since: str
    on_target: str
    of_script: str
    sibling: str
    unknown: str
    codeless: str


ENGLISH = Headings(
    meaning="What the code means",
    check="Check first",
    seen="The same cause in the last 30 days",
    since="Since then",
    on_target="Also on",
    of_script="Also of",
    sibling="Beside one that succeeded",
    unknown="The documents do not explain this code:",
    codeless="It gave no code that could be explained.",
)
CHINESE = Headings(
    meaning="错误码含义",
    check="先检查",
    seen="近30天内的相同原因",
    since="此后",
    on_target="同一目标",
    of_script="同一脚本",
    sibling="与成功的一次相比",
    unknown="文档没有说明此错误码：",
    codeless="没有可供说明的错误码。",
)
