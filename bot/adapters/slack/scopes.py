"""What each scope is for: `manifest.yml` asks for these, and for no others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """What its absence means.

    Attributes:
        without: the feature that does not work; of an optional one, what gets worse.
        optional: the bot does without.
    """

    without: str
    optional: bool = False


SCOPES = {
    "commands": Scope("/runs"),
    "chat:write": Scope("Share, and answers to mentions"),
    "app_mentions:read": Scope("answers to those who mention the bot"),
    "files:write": Scope("the rows of a long digest as a file"),
    "users:read": Scope("any answer, as members cannot be told from guests"),
    "channels:history": Scope(
        "in public channels, a post whose answer was lost cannot be looked for: a digest "
        "may come twice, marked; plain replies in threads are not heard",
        optional=True,
    ),
    "groups:history": Scope(
        "in private channels, a post whose answer was lost cannot be looked for: a "
        "digest may come twice, marked; plain replies in threads are not heard",
        optional=True,
    ),
    "channels:read": Scope(
        "of public channels, `runwatch check` cannot tell whether they are archived",
        optional=True,
    ),
    "groups:read": Scope(
        "of private channels, `runwatch check` cannot tell whether they are archived",
        optional=True,
    ),
    "chat:write.public": Scope(
        "in public channels that the bot is not in, Share goes through the response_url",
        optional=True,
    ),
}
"""By the name that Slack gives it, as the manifest lists them."""
