"""Whether the bot may learn why it was denied something, for `runwatch check`."""

import asyncio
from http import HTTPStatus

import httpx

from bot.adapters.checked import Checked, Verdict, since
from bot.adapters.cloud.credentials import Credential, CredentialRefusedError
from bot.adapters.cloud.denials import ask_to_decode
from bot.adapters.cloud.exchange import (
    CONNECTION_ERRORS,
    AnswerTooLargeError,
    HttpAnswer,
)
from bot.adapters.cloud.signing_in import SignInError
from bot.adapters.cloud.steps import DECODE

_TIMEOUT = 10.0
# Nothing that a cloud wrote: who may decode hears 400.
_NOTHING = "runwatch check"


async def check_decoding(
    http: httpx.AsyncClient, credential: Credential, what: str
) -> Checked:
    """Ask STS, through `http`, to decode what it cannot.

    The bot does without, so this never fails.
    """
    begun = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(_TIMEOUT):
            answer = await credential.send(lambda: ask_to_decode(http, _NOTHING))
    except CredentialRefusedError:
        return untried(what, "the credentials were refused just now")
    except SignInError as exc:
        return untried(what, str(exc))
    except (TimeoutError, AnswerTooLargeError, *CONNECTION_ERRORS) as exc:
        return untried(what, f"the host cannot be reached ({type(exc).__name__})")
    return _judged(what, answer, since(begun))


def _judged(what: str, answer: HttpAnswer, took: str) -> Checked:
    if answer.status in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}:
        return Checked(what, Verdict.OK, took)
    if answer.status == HTTPStatus.FORBIDDEN:
        said = f"may not decode denials: {DECODE} (optional)"
        return Checked(what, Verdict.OK, said)
    return untried(what, f"the host answered {answer.status}")


def untried(what: str, why: str) -> Checked:
    """Nobody was asked, or nobody told; that is no failure."""
    return Checked(what, Verdict.NOT_TRIED, f"{why} (optional)")
