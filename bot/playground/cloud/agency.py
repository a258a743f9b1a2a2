"""What the metadata service gives to programs on a host with an agency (section 6.3)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Key:
    """An access key; `ends` is None for one that stays."""

    access: str
    secret: str = field(repr=False)
    security_token: str | None = field(default=None, repr=False)
    ends: datetime | None = None


@dataclass(slots=True)
class Agency:
    """Temporary keys, and the tokens of the metadata service itself.

    Attributes:
        lifetime: how long the keys are good that are issued from now on.
    """

    now: Callable[[], datetime]
    lifetime: timedelta = timedelta(hours=24)
    _keys: dict[str, Key] = field(default_factory=dict, repr=False)
    _tokens: dict[str, datetime] = field(default_factory=dict, repr=False)

    def issue_token(self, seconds: int) -> str:
        """A token for the metadata service, good for so long."""
        value = secrets.token_urlsafe(32)
        self._tokens[value] = self.now() + timedelta(seconds=seconds)
        return value

    def knows_token(self, value: str) -> bool:
        """Whether the metadata service takes this token now."""
        return value in self._tokens and self.now() < self._tokens[value]

    def issue_key(self) -> Key:
        """A new temporary key."""
        access = f"HST{secrets.token_hex(9).upper()}"
        ends = self.now() + self.lifetime
        key = Key(access, secrets.token_hex(20), secrets.token_urlsafe(300), ends)
        self._keys[access] = key
        return key

    def key(self, access: str) -> Key | None:
        """The key that was issued under this name, also after its end."""
        return self._keys.get(access)

    def expire(self) -> None:
        """End every key that was issued."""
        for access, key in self._keys.items():
            ended = Key(access, key.secret, key.security_token, self.now())
            self._keys[access] = ended
