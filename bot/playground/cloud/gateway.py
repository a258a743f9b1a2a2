"""The API gateway in front of the simulated cloud: who may pass, and what others hear."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.cloud.agency import Agency, Key
from bot.playground.cloud.answers import Answer, gateway_error
from bot.playground.cloud.endpoints import Service
from bot.playground.cloud.identity import Identity, Scope, Token
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

_OPENS = {
    Service.WORKSPACE: Scope.PROJECT,
    Service.APPSTREAM: Scope.PROJECT,
    Service.COC: Scope.DOMAIN,
}


@dataclass(slots=True)
class Gateway:
    """Knows who may pass, and counts how often each access key was refused."""

    key: Key
    agency: Agency
    identity: Identity
    now: Callable[[], datetime]
    _failures: dict[str, int] = field(default_factory=dict)
    _locked_until: dict[str, datetime] = field(default_factory=dict)

    def refusal(
        self, request: SignedRequest, service: Service, request_id: str
    ) -> Answer | None:
        """The answer to a request that may not pass, None for one that may."""
        if service in (Service.IAM, Service.METADATA):
            return None
        if "x-auth-token" in request.headers and "authorization" not in request.headers:
            return self._token_refusal(request, service, request_id)
        return self._signature_refusal(request, request_id)

    def unlock(self) -> None:
        """Forget every failure and every lock."""
        self._failures.clear()
        self._locked_until.clear()

    def _token_refusal(
        self, request: SignedRequest, service: Service, request_id: str
    ) -> Answer | None:
        value = request.headers["x-auth-token"]
        token = self.identity.token(value)
        if service not in _OPENS:
            # The SDK declares signatures alone for STS (section 6.4).
            return _incorrect("a token does not open this service", request_id)
        if self.identity.is_static(value):
            return None
        if token is None:
            return _incorrect("decrypt token fail", request_id)
        return self._issued_refusal(token, _OPENS[service], request_id)

    def _issued_refusal(
        self, token: Token, scope: Scope, request_id: str
    ) -> Answer | None:
        if self.now() >= token.ends:
            message = "The token must be updated."
            return _refuse("APIGW.0307", message, request_id)
        if token.scope is not scope:
            return _incorrect("the token is of another scope", request_id)
        return None

    def _signature_refusal(
        self, request: SignedRequest, request_id: str
    ) -> Answer | None:
        try:
            authorization = Authorization.from_header(
                request.headers.get("authorization", "")
            )
            self._check_lock(authorization.access_key)
            self._check(request, authorization.access_key)
            skew = abs(signed_at(request) - self.now())
        except SignatureError as exc:
            return _incorrect(str(exc), request_id)
        if skew > CLOCK_SKEW:
            return _refuse(
                "APIGW.0303", "Incorrect app authentication: expired", request_id
            )
        return None

    def _check_lock(self, access_key: str) -> None:
        until = self._locked_until.get(access_key)
        if until is None:
            return
        if self.now() < until:
            raise SignatureError("the access key is locked")
        del self._locked_until[access_key]

    def _check(self, request: SignedRequest, access_key: str) -> None:
        key = self.agency.key(access_key) or self.key
        if key.ends is not None and self.now() >= key.ends:
            raise SignatureError("the security token has expired")
        try:
            verify(request, access_key=key.access, secret_key=key.secret)
            _check_security_token(request, key)
        except SignatureError:
            self._count_failure(access_key)
            raise
        self._failures.pop(access_key, None)

    def _count_failure(self, access_key: str) -> None:
        failures = self._failures.get(access_key, 0) + 1
        self._failures[access_key] = failures
        if failures >= FAILURES_UNTIL_LOCKED:
            self._locked_until[access_key] = self.now() + LOCKED_FOR
            del self._failures[access_key]


def _check_security_token(request: SignedRequest, key: Key) -> None:
    if request.headers.get("x-security-token") != key.security_token:
        raise SignatureError("the security token does not belong to the access key")


def _incorrect(problem: str, request_id: str) -> Answer:
    message = f"Incorrect IAM authentication information: {problem}"
    return _refuse("APIGW.0301", message, request_id)


def _refuse(code: str, message: str, request_id: str) -> Answer:
    return Answer.from_json(401, gateway_error(code, message, request_id))
