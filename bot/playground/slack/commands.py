"""Slash commands as Slack sends them."""

from dataclasses import dataclass

from bot.playground.slack.people import APP, TEAM_DOMAIN, Channel, Person
from bot.playground.slack.requests import VERIFICATION_TOKEN, channel_name


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """What somebody typed, and where."""

    user: str
    text: str
    command: str
    channel: str
    team: str
    response_url: str

    def payload(
        self, person: Person | None, channel: Channel | None, trigger_id: str
    ) -> dict[str, str]:
        """The fields (docs.slack.dev/interactivity/implementing-slash-commands).

        `token` and the names are deprecated but still sent.
        """
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": self.team,
            "team_domain": TEAM_DOMAIN,
            "channel_id": self.channel,
            "channel_name": channel_name(channel),
            "user_id": self.user,
            "user_name": "" if person is None else person.name,
            "command": self.command,
            "text": self.text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.response_url,
            "trigger_id": trigger_id,
        }
