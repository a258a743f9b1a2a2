"""What a cloud answers instead of an answer, as one error of ours."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from bot.adapters.cloud.faults import retry_after
from bot.blocks.times import span
from bot.domain.references import Reference
from bot.errors import (
    BotError,
    Fault,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)

# COC's internal error comes with status 400 (its error page).
INTERNAL_ERRORS = frozenset({"COC.00040701"})
_NO_ENDPOINT = (
    "has no such endpoint. Whoever runs this bot has to check the cloud's region and "
    "endpoints in its settings."
)
_SERVICES = ("WKS.", "COC.")
_GATEWAYS = ("APIGW.", "APIG.")
_GONE = frozenset(
    {
        "WKS.0202",
        "WKS.0915",
        "COC.00014102",
        "COC.00040603",
        "COC.00040604",
        "COC.00040709",
        "COC.00042101",
    }
)
_SAYS_GONE = re.compile(r"\bnot\s+(?:be\s+)?(?:exist|found)|不存在", re.IGNORECASE)
_BY_CODE = {
    "APIGW.0303": "refused this bot's signature. Whoever runs this bot has to check "
    "its access key, and that its clock is right.",
    "APIGW.0307": "does not take this bot's token any more. Whoever runs this bot has "
    "to check the token, and that it is for the cloud's region.",
    "COC.00011013": "does not know who asks. Whoever runs this bot has to check its "
    "credentials.",
    "WKS.00010099": "says that Workspace is not enabled in the project. Whoever runs "
    "this bot has to check the cloud's project id.",
    "WKS.00170117": "does not know the project's tenant. Whoever runs this bot has to "
    "check the cloud's project id.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was being asked, for the sentence that says it failed.

    Attributes:
        reference: what was looked for.
        thing: what that is, as in "script execution".
        permission: the IAM action that the request needs.
    """

    reference: Reference
    thing: str
    permission: str

    @property
    def cloud(self) -> str:
        return self.reference.cloud

    @property
    def source(self) -> str:
        return self.reference.source


def error(asked: Asked, fault: Fault, headers: Mapping[str, str]) -> BotError:
    """The error for an HTTP answer that is none: table of status and code."""
    status = fault.status or 0
    if _is_gone(fault):
        return nothing(asked)
    wait = retry_after(headers, fault.message)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return throttled(asked, fault, wait)
    if _is_trouble(fault):
        said = (
            f"{asked.cloud} has a problem of its own ({_named(fault)}). "
            "Ask again in a few minutes."
        )
        return _unavailable(asked, fault, said, wait)
    return rejected(asked, fault, _why_rejected(asked, fault))


def nothing(asked: Asked) -> NotFoundError:
    """The cloud answered, and what was looked for is not there."""
    return NotFoundError(
        f"{asked.cloud} has no {asked.thing} `{'/'.join(asked.reference.ids)}`.",
        reference=str(asked.reference),
    )


def throttled(
    asked: Asked, fault: Fault, seconds: float | None
) -> SourceUnavailableError:
    """Too much was asked; `seconds` is when to ask again, where that is known."""
    when = (
        f"in {span(timedelta(seconds=math.ceil(seconds)))}"
        if seconds
        else "in a minute"
    )
    said = f"{asked.cloud} gets too many requests right now. Ask again {when}."
    return _unavailable(asked, fault, said, seconds)


def unreachable(
    asked: Asked, why: str, said: Fault | None = None
) -> SourceUnavailableError:
    """No answer of the source at all; `why` is the end of "prod …"."""
    return _unavailable(asked, said or Fault(message=why), f"{asked.cloud} {why}")


def rejected(asked: Asked, fault: Fault, why: str) -> SourceRejectedError:
    """Asking the same again cannot help; `why` is the end of "prod …"."""
    return SourceRejectedError(
        f"{asked.cloud} {why}", cloud=asked.cloud, source=asked.source, fault=fault
    )


def _is_gone(fault: Fault) -> bool:
    """Whether the service itself says so: the gateway's 404 is about the endpoint.

    COC answers 400 instead of 404, and so does Workspace at times.
    """
    if fault.code in _BY_CODE or fault.code.startswith(_GATEWAYS):
        return False
    says_gone = bool(_SAYS_GONE.search(fault.message))
    if fault.status == HTTPStatus.NOT_FOUND:
        # A page or a bare code may come from anybody on the way.
        return fault.code.startswith(_SERVICES) or ("." in fault.code and says_gone)
    if fault.status == HTTPStatus.BAD_REQUEST:
        return fault.code in _GONE or (says_gone and not fault.message.startswith("<"))
    return fault.status == HTTPStatus.OK and fault.code in _GONE


def _is_trouble(fault: Fault) -> bool:
    status = fault.status or 0
    return (
        status >= HTTPStatus.INTERNAL_SERVER_ERROR
        or status == HTTPStatus.CONFLICT
        or fault.code in INTERNAL_ERRORS
    )


def _why_rejected(asked: Asked, fault: Fault) -> str:
    code = fault.code.replace("APIG.", "APIGW.")
    if code in _BY_CODE:
        return _BY_CODE[code]
    if fault.status == HTTPStatus.NOT_FOUND:
        return _NO_ENDPOINT
    if fault.status == HTTPStatus.UNAUTHORIZED:
        return (
            f"refused this bot's credentials ({_named(fault)}). Whoever runs this bot "
            "has to check them; asking again will not help."
        )
    if fault.status == HTTPStatus.FORBIDDEN:
        return (
            f"does not let this bot read {_a(asked.thing)}. Whoever runs this bot has "
            f"to give its user the permission {asked.permission}."
        )
    return (
        f"did not take the question ({_named(fault)}). Check the id; if it is right, "
        "tell whoever runs this bot."
    )


def _unavailable(
    asked: Asked, fault: Fault, said: str, wait: float | None = None
) -> SourceUnavailableError:
    return SourceUnavailableError(
        said, cloud=asked.cloud, source=asked.source, fault=fault, retry_after=wait
    )


def _a(thing: str) -> str:
    return f"an {thing}" if thing[:1].lower() in "aeiou" else f"a {thing}"


def _named(fault: Fault) -> str:
    return " ".join(filter(None, (str(fault.status or ""), fault.code)))
