"""The ways to sign in to the clouds of the settings; what they share exists once."""

import json
from contextlib import AsyncExitStack

import httpx
from pydantic import SecretStr

from bot.adapters.cloud.agency import AgencyKeys, agency_auth, agency_keys
from bot.adapters.cloud.auth import AccessKeyAuth
from bot.adapters.cloud.signing_in import Remembered, Renewed
from bot.adapters.cloud.tokens import (
    Login,
    Scope,
    StaticTokenAuth,
    Token,
    domain_scope,
    password_tokens,
    project_scope,
    token_auth,
)
from bot.adapters.cloud.transport import http_client, metadata_client
from bot.adapters.http_session import Outbound
from bot.domain.references import SourceName
from bot.ports import Clock
from bot.settings import CloudSettings

# Who has to be asked before a cloud can be.
ISSUERS = {"password": "IAM sign-in", "agency": "metadata service"}


class SignIns:
    """Tokens of one user for one scope and keys of this machine, whoever needs them."""

    def __init__(self, stack: AsyncExitStack, out: Outbound, clock: Clock) -> None:
        self._stack = stack
        self._out = out
        self._clock = clock
        self._tokens: dict[tuple[str, ...], Renewed[Token]] = {}
        self._users: dict[tuple[str, str], Remembered] = {}
        self._agencies: dict[str, Renewed[AgencyKeys]] = {}

    async def in_project(
        self, cloud: CloudSettings, *, resends: bool = True
    ) -> httpx.Auth:
        """For the services of the cloud's region."""
        return await self._auth(cloud, _project(cloud), resends=resends)

    async def worldwide(self, cloud: CloudSettings) -> httpx.Auth:
        """For COC."""
        return await self._auth(cloud, _domain(cloud), resends=True)

    async def sign_in(self, cloud: CloudSettings) -> None:
        """Sign in now as the cloud's sources will need it.

        Raises:
            SignInError: it was refused, or there was no answer.
        """
        if cloud.auth == "agency":
            await (await self._agency(cloud.endpoints.metadata)).current()
        elif cloud.auth == "password":
            for scope in _scopes(cloud):
                await (await self._signed_in(cloud, scope)).current()

    async def _auth(
        self, cloud: CloudSettings, scope: Scope, *, resends: bool
    ) -> httpx.Auth:
        match cloud.auth:
            case "aksk":
                return AccessKeyAuth(
                    access_key=_value(cloud.access_key),
                    secret_key=_value(cloud.secret_key),
                    security_token=_value(cloud.security_token),
                    clock=self._clock,
                )
            case "token":
                return StaticTokenAuth(_value(cloud.token))
            case "password":
                return token_auth(await self._signed_in(cloud, scope), resends=resends)
            case "agency":
                keys = await self._agency(cloud.endpoints.metadata)
                return agency_auth(keys, self._clock, resends=resends)

    async def _signed_in(self, cloud: CloudSettings, scope: Scope) -> Renewed[Token]:
        user = (cloud.iam_origin, cloud.credential)
        key = (*user, json.dumps(scope))
        if key not in self._tokens:
            login = Login(*map(_value, (cloud.username, cloud.password, cloud.domain)))
            iam = await self._stack.enter_async_context(
                http_client(cloud.iam_origin, {}, None, self._out)
            )
            refusal = self._users.setdefault(user, Remembered(self._clock))
            self._tokens[key] = password_tokens(iam, login, scope, self._clock, refusal)
        return self._tokens[key]

    async def _agency(self, metadata: str) -> Renewed[AgencyKeys]:
        if metadata not in self._agencies:
            http = await self._stack.enter_async_context(
                metadata_client(metadata, self._out)
            )
            self._agencies[metadata] = agency_keys(http, self._clock)
        return self._agencies[metadata]


def _scopes(cloud: CloudSettings) -> list[Scope]:
    """What the cloud's sources need tokens for."""
    regional = set(cloud.sources) != {SourceName.ORDER}
    return [_project(cloud)] * regional + [_domain(cloud)] * (
        SourceName.ORDER in cloud.sources
    )


def _project(cloud: CloudSettings) -> Scope:
    return project_scope(cloud.project_id)


def _domain(cloud: CloudSettings) -> Scope:
    return domain_scope(_value(cloud.domain))


def _value(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
