"""A digest as it is posted, part by part."""

from dataclasses import dataclass

from bot.blocks.digest import digest_contents
from bot.domain.digests import Digest
from bot.domain.messages import Attachment, Message

DELIVERY = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class DigestParts:
    """The root, what goes in its thread, and the file; `instead` where that may not be."""

    root: Message
    replies: tuple[Message, ...]
    file: Attachment | None = None
    instead: Message | None = None

    @property
    def csv(self) -> str:
        return self.file.content if self.file else ""

    @property
    def messages(self) -> list[Message]:
        return [self.root, *self.replies, *([self.instead] if self.instead else [])]


def digest_parts(digest: Digest) -> DigestParts:
    """All of it."""
    contents = digest_contents(digest, DELIVERY)
    root, *replies = [one.message for one in contents if one.file is None]
    for last in contents:
        if last.file is not None:
            return DigestParts(root, tuple(replies), last.file, last.message)
    return DigestParts(root, tuple(replies))
