"""The API gateway in front of the simulated cloud: who may pass, and what others hear."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.cloud.answers import Answer, gateway_error
from bot.playground.cloud.signing import (
    Authorization,
    SignatureError,
    SignedRequest,
    signed_at,
    verify,
)

# API signing guide: five failures of a key in a row lock it for five minutes, and a
# clock may be fifteen minutes off.
FAILURES_UNTIL_LOCKED = 5
LOCKED_FOR = timedelta(minutes=5)
CLOCK_SKEW = timedelta(minutes=15)


@dataclass(slots=True)
class Gateway:
    """Knows one access key and counts how often each key was refused."""

    access_key: str
    secret_key: str = field(repr=False)
    security_token: str | None = field(repr=False)
    now: Callable[[], datetime]
    _failures: dict[str, int] = field(default_factory=dict)
    _locked_until: dict[str, datetime] = field(default_factory=dict)

    def refusal(self, request: SignedRequest, request_id: str) -> Answer | None:
        """The answer to a request that may not pass, None for one that may."""
        try:
            authorization = Authorization.from_header(
                request.headers.get("authorization", "")
            )
            self._check_lock(authorization.access_key)
            self._check(request, authorization.access_key)
            skew = abs(signed_at(request) - self.now())
        except SignatureError as exc:
            return _refuse(
                "APIGW.0301",
                f"Incorrect IAM authentication information: {exc}",
                request_id,
            )
        if skew > CLOCK_SKEW:
            return _refuse(
                "APIGW.0303", "Incorrect app authentication: expired", request_id
            )
        return None

    def unlock(self) -> None:
        """Forget every failure and every lock."""
        self._failures.clear()
        self._locked_until.clear()

    def _check_lock(self, access_key: str) -> None:
        until = self._locked_until.get(access_key)
        if until is None:
            return
        if self.now() < until:
            raise SignatureError("the access key is locked")
        del self._locked_until[access_key]

    def _check(self, request: SignedRequest, access_key: str) -> None:
        try:
            verify(request, access_key=self.access_key, secret_key=self.secret_key)
            self._check_security_token(request)
        except SignatureError:
            self._count_failure(access_key)
            raise
        self._failures.pop(access_key, None)

    def _check_security_token(self, request: SignedRequest) -> None:
        if request.headers.get("x-security-token") != self.security_token:
            raise SignatureError("the security token does not belong to the access key")

    def _count_failure(self, access_key: str) -> None:
        failures = self._failures.get(access_key, 0) + 1
        self._failures[access_key] = failures
        if failures >= FAILURES_UNTIL_LOCKED:
            self._locked_until[access_key] = self.now() + LOCKED_FOR
            del self._failures[access_key]


def _refuse(code: str, message: str, request_id: str) -> Answer:
    return Answer.from_json(401, gateway_error(code, message, request_id))
