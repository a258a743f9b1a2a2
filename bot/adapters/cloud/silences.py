"""Why a cloud gave no answer at all, as one error of ours, and for the log."""

import structlog
from pydantic import ValidationError

from bot.adapters.cloud import errors
from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.pace import NoTurnError
from bot.adapters.cloud.signing_in import SignInError, SignInRefusedError
from bot.domain.redaction import redact
from bot.errors import BotError, Fault, NotFoundError

_EXCERPT = 200

_log = structlog.get_logger()


def no_turn(asked: Asked, none: NoTurnError) -> BotError:
    """Nobody was asked: the pace gave no turn."""
    if none.seconds is not None:
        return errors.throttled(asked, Fault(), none.seconds)
    why = "was not asked: too many questions wait already. Ask again in a minute."
    return errors.unreachable(asked, why)


def refused(asked: Asked) -> BotError:
    """Nobody was asked: the credential may not be used."""
    return errors.rejected(
        asked,
        Fault(),
        "was not asked: its credentials were refused less than 5 minutes ago. Whoever "
        "runs this bot has to check them.",
    )


def not_signed_in(asked: Asked, error: SignInError) -> BotError:
    """Nobody was asked: there is nothing to sign in with."""
    if isinstance(error, SignInRefusedError):
        return errors.rejected(asked, error.fault, str(error))
    return errors.unreachable(asked, str(error), error.fault)


def log_error(asked: Asked, error: BotError) -> None:
    """Tell the log what a person is not told."""
    fault = getattr(error, "fault", Fault())
    say = _log.info if isinstance(error, NotFoundError) else _log.warning
    say(
        "cloud_gave_no_answer",
        reference=str(asked.reference),
        kind=type(error).__name__,
        status=fault.status,
        code=fault.code,
        message=redact(fault.message).text,
        cause=_told(error.__cause__),
        cloud_request=fault.request_id,
    )


def _told(cause: BaseException | None) -> str:
    """What went wrong below; of a payload the fields, but not what stood in them."""
    if isinstance(cause, ValidationError):
        places = (".".join(map(str, one["loc"])) for one in cause.errors())
        return f"wrong fields: {', '.join(places)[:_EXCERPT]}"
    return redact(f"{type(cause).__name__}: {cause}"[:_EXCERPT]).text if cause else ""
