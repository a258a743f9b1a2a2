"""Every setting, with its default: the contract with operators."""

import hashlib
from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.domain.executions import Outcome
from bot.domain.references import SourceName
from bot.settings.values import (
    ApiUrl,
    ChannelId,
    CloudName,
    Crontab,
    Host,
    Key,
    Listed,
    MentionId,
    MetadataOrigin,
    NotEmpty,
    Origin,
    PathSegment,
    Port,
    Proxy,
    Region,
    Span,
    SpanOrNone,
    UserId,
    Zone,
)

Sources = Annotated[list[SourceName], Listed, NotEmpty]
Texts = Annotated[list[str], Listed]

# Elsewhere Workspace's host serves App Streaming (the vendor's SDK, its regions).
_APPSTREAM_REGIONS = frozenset(
    {"cn-east-3", "cn-north-4", "cn-north-9", "cn-south-1", "cn-southwest-2"}
)
_NEEDED = {
    "aksk": ("access_key", "secret_key"),
    "password": ("username", "password", "domain"),
    "token": ("token",),
    "agency": (),
}
# Which of these tell one credential from another.
_IDENTITY = {
    "aksk": ("access_key",),
    "password": ("domain", "username"),
    "token": ("token",),
    "agency": (),
}


class Section(BaseModel):
    """A table of the file; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SlackSettings(Section):
    mode: Literal["socket", "http"] = "socket"
    api_url: ApiUrl = "https://slack.com/api/"
    listen_in_threads: bool = False
    thread_lifetime: Span = timedelta(days=30)
    watches_per_person: int = Field(default=10, ge=0, le=1_000)
    bot_token: Key | None = None
    app_token: Key | None = None
    signing_secret: Key | None = None


class HttpSettings(Section):
    host: Host = "127.0.0.1"
    port: Port = 3000
    metrics_port: Port = 0


class HttpClientSettings(Section):
    proxy: Proxy | None = None
    ca_file: str | None = None


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "json"


class DatabaseSettings(Section):
    url: SecretStr = Field(
        default=SecretStr("sqlite+aiosqlite:///runwatch.db"), validate_default=False
    )

    @model_validator(mode="after")
    def _known_driver(self) -> Self:
        scheme = self.url.get_secret_value().partition("://")[0]
        if scheme not in {"sqlite+aiosqlite", "postgresql+psycopg"}:
            raise ValueError(
                "url must begin with sqlite+aiosqlite:// or postgresql+psycopg://"
            )
        return self


class SweepSettings(Section):
    every: Span = timedelta(minutes=10)
    full_every: Span = timedelta(hours=6)
    lookback: SpanOrNone = timedelta(hours=48)


class AccessSettings(Section):
    managers: Annotated[list[UserId], Listed] = []


class EndpointSettings(Section):
    workspace: Origin | None = None
    appstream: Origin | None = None
    coc: Origin | None = None
    iam: Origin | None = None
    sts: Origin | None = None
    metadata: MetadataOrigin = "http://169.254.169.254"


class CloudSettings(Section):
    region: Region
    project_id: PathSegment
    auth: Literal["aksk", "password", "token", "agency"] = "aksk"
    sources: Sources = list(SourceName)
    requests_per_second: float = Field(default=5, gt=0, le=200)
    time_zone: Zone | None = None
    endpoints: EndpointSettings = EndpointSettings()
    access_key: Key | None = None
    secret_key: Key | None = None
    security_token: Key | None = None
    token: Key | None = None
    username: SecretStr | None = None
    password: SecretStr | None = None
    domain: SecretStr | None = None

    @property
    def workspace_origin(self) -> str:
        """Where Workspace answers: as configured, else by the region's name."""
        return self.endpoints.workspace or self._regional("workspace")

    @property
    def appstream_origin(self) -> str:
        """Where App Streaming answers; in most regions Workspace's host does."""
        own = self.region in _APPSTREAM_REGIONS
        named = self._regional("appstream" if own else "workspace")
        return self.endpoints.appstream or named

    @property
    def coc_origin(self) -> str:
        """Where COC answers: one host for all regions of a site."""
        if self.endpoints.coc:
            return self.endpoints.coc
        if self.region == "eu-west-101":
            return "https://coc-eu-west-101-open-api.myhuaweicloud.eu"
        site = "coc" if self.region.startswith("cn-") else "coc-intl"
        return f"https://{site}.myhuaweicloud.com"

    @property
    def iam_origin(self) -> str:
        """Where IAM answers."""
        return self.endpoints.iam or self._regional("iam")

    @property
    def sts_origin(self) -> str:
        """Where the security token service answers."""
        return self.endpoints.sts or self._regional("sts")

    @property
    def missing_secret(self) -> str:
        """The first key that `auth` needs and that is not set; empty if none is."""
        missing = (key for key in _NEEDED[self.auth] if not getattr(self, key))
        return next(missing, "")

    @property
    def credential(self) -> str:
        """Equal for clouds that sign in as the same, without saying as whom.

        An access key, a user of a domain, a token, or this machine's agency.
        """
        named: list[str] = [self.auth]
        for key in _IDENTITY[self.auth]:
            secret: SecretStr | None = getattr(self, key)
            named.append(secret.get_secret_value() if secret else "")
        return hashlib.sha256("\0".join(named).encode()).hexdigest()

    def _regional(self, service: str) -> str:
        return f"https://{service}.{self.region}.myhuaweicloud.com"


class DigestSettings(Section):
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")
    channel: ChannelId
    schedule: Crontab
    time_zone: Zone = "UTC"
    clouds: Annotated[list[CloudName], Listed, NotEmpty] | None = None
    sources: Sources = list(SourceName)
    outcomes: Annotated[list[Outcome], Listed, NotEmpty] = [
        Outcome.FAILED,
        Outcome.SKIPPED,
    ]
    when_empty: Literal["post", "silent"] = "post"
    mention: Annotated[list[MentionId], Listed] = []
    target: Texts = []
    script: Texts = []
    pool: Texts = []
    cause: Texts = []


class Settings(BaseSettings):
    """Everything an operator may set.

    Build it with `bot.settings.load`; handed on as single values, never whole.
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    slack: SlackSettings = SlackSettings()
    http: HttpSettings = HttpSettings()
    http_client: HttpClientSettings = HttpClientSettings()
    log: LogSettings = LogSettings()
    database: DatabaseSettings = DatabaseSettings()
    sweep: SweepSettings = SweepSettings()
    access: AccessSettings = AccessSettings()
    clouds: dict[CloudName, CloudSettings] = {}
    digests: list[DigestSettings] = []

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  see bot.settings.reading
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  not offered
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  …_FILE instead
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, TomlConfigSettingsSource(settings_cls)
