"""What `/runs digest …` asks for."""

from dataclasses import dataclass
from enum import StrEnum


class DigestVerb(StrEnum):
    """The word after `digest`."""

    LIST = "list"
    NEW = "new"
    SHOW = "show"
    NOW = "now"
    PREVIEW = "preview"
    EDIT = "edit"
    PAUSE = "pause"
    RESUME = "resume"
    DELETE = "delete"
    MUTE = "mute"
    UNMUTE = "unmute"
    ACK = "ack"
    UNACK = "unack"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestQuery:
    """`/runs digest VERB [NAME] [cause:] [for:] [why:] [in:channel] [confirm:yes]`.

    Attributes:
        name: of the subscription; of CSV the id of a delivery; "" for LIST and NEW.
        cause: the id of the one that is marked; "" where a window is to ask for it.
        span: how long the mark is to hold, as it was typed, or "".
        why: the reason that was given, or "".
        everywhere: whether the mark is for all digests of the channel.
        confirmed: whether somebody has said twice that it is to be deleted.
    """

    verb: DigestVerb
    name: str = ""
    cause: str = ""
    span: str = ""
    why: str = ""
    everywhere: bool = False
    confirmed: bool = False

    @property
    def opens_window(self) -> bool:
        """Whether it has to be asked for more before anything can be done."""
        marks = self.verb in {DigestVerb.MUTE, DigestVerb.ACK}
        return self.verb in {DigestVerb.NEW, DigestVerb.EDIT} or (
            marks and not self.cause
        )
