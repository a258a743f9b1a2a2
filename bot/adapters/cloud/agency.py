"""Keys that an ECS gets for its agency, from its metadata service.

As the vendor's SDK asks for them (huaweicloudsdkcore, `auth/internal.py`).
"""

import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import httpx
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from bot.adapters.cloud.auth import Keys, sign
from bot.adapters.cloud.exchange import HttpAnswer, exchange
from bot.adapters.cloud.issuers import (
    UNREADABLE,
    answered,
    refusal,
    unavailable,
)
from bot.adapters.cloud.signing_in import Renewed, RenewedAuth
from bot.ports import Clock

_WHO = "the metadata service of this machine"
_CHECK = "that the machine has an agency"
_TIMEOUT = 3.0
_TOKEN_LASTS = {"X-Metadata-Token-Ttl-Seconds": "21600"}
_RENEWED_EARLY = timedelta(minutes=40)
# Older metadata services know no tokens, and do without.
_NO_TOKENS = frozenset(
    {
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
# What may go into a header.
_KEY = r"^[\x21-\x7e]+$"
_TOKEN = re.compile(_KEY)


@dataclass(frozen=True, slots=True)
class AgencyKeys:
    """Temporary keys, and when they end."""

    keys: Keys
    ends: datetime

    @property
    def renew_from(self) -> datetime:
        return self.ends - _RENEWED_EARLY


def agency_keys(http: httpx.AsyncClient, clock: Clock) -> Renewed[AgencyKeys]:
    """The agency's keys, from the metadata service that `http` reaches.

    They are renewed when less than 40 minutes are left. A service that knows of no
    agency is `SignInRefusedError`.
    """
    return Renewed(MetadataService(http, clock).keys, clock)


def agency_auth(
    keys: Renewed[AgencyKeys], clock: Clock, *, resends: bool = True
) -> httpx.Auth:
    """Signs with the current keys; after a 401 with others, once, if it `resends`."""

    def put(request: httpx.Request, held: AgencyKeys) -> None:
        sign(request, held.keys, clock.now())

    return RenewedAuth(keys, put, resends=resends)


class MetadataService:
    """What answers at 169.254.169.254 inside an ECS."""

    def __init__(self, http: httpx.AsyncClient, clock: Clock) -> None:
        self._http = http
        self._clock = clock
        self._token: str | None = None

    async def keys(self) -> AgencyKeys:
        """The keys of now.

        Raises:
            SignInError: there are none.
        """
        if self._token is None:
            self._token = await self._new_token()
        answer = await self._security_key(self._token)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            self._token = await self._new_token()
            answer = await self._security_key(self._token)
        if answer.status != HTTPStatus.OK:
            raise refusal(answer, _WHO, _CHECK)
        return _agency_keys(answer)

    async def _new_token(self) -> str:
        """A token for the service itself; empty where it knows none."""
        path = "/meta-data/latest/api/token"
        answer = await self._answered("PUT", path, _TOKEN_LASTS)
        if answer.status in _NO_TOKENS:
            return ""
        text = answer.body.decode("ascii", "replace").strip()
        if answer.status != HTTPStatus.OK:
            raise refusal(answer, _WHO, _CHECK)
        if not _TOKEN.fullmatch(text):
            raise unavailable(_WHO, UNREADABLE)
        return text

    async def _security_key(self, token: str) -> HttpAnswer:
        headers = {"X-Metadata-Token": token} if token else {}
        path = "/openstack/latest/securitykey"
        return await self._answered("GET", path, headers)

    async def _answered(
        self, method: str, path: str, headers: Mapping[str, str]
    ) -> HttpAnswer:
        def ask() -> Awaitable[HttpAnswer]:
            return exchange(self._http, method, path, headers=headers)

        return await answered(ask, _WHO, _TIMEOUT, self._clock)


class _CredentialPayload(BaseModel):
    access: str = Field(pattern=_KEY)
    secret: str = Field(pattern=_KEY)
    securitytoken: str = Field(pattern=_KEY)
    expires_at: AwareDatetime


class _AnswerPayload(BaseModel):
    credential: _CredentialPayload


def _agency_keys(answer: HttpAnswer) -> AgencyKeys:
    try:
        given = _AnswerPayload.model_validate_json(answer.body).credential
    except ValidationError:
        # Out of here before anybody raises: the error repeats the keys.
        given = None
    if given is None:
        raise unavailable(_WHO, UNREADABLE)
    keys = Keys(given.access, given.secret, given.securitytoken)
    return AgencyKeys(keys, given.expires_at)
