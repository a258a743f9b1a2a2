"""The people and the channels of a page."""

from collections.abc import Iterator

from bot.playground.page.entities import Entity, Json, fixed
from bot.playground.page.told import NotThereError
from bot.playground.slack.people import BOT_USER, Channel, Person
from bot.playground.slack.workspace import Workspace


def people(workspace: Workspace) -> Iterator[Entity]:
    """Everybody, whoever looks."""
    for person in workspace.people.values():
        yield fixed(f"person/{person.id}", _person(person))


def channels(workspace: Workspace, user: str) -> Iterator[Entity]:
    """The channels this person is in, and the conversation with the app."""
    for channel in channels_of(workspace, user):
        yield fixed(f"channel/{channel.id}", _channel(channel))


def person(workspace: Workspace, user: str) -> Person:
    """Somebody who can be acted as.

    Raises:
        NotThereError: There is no such person, or it is an app.
    """
    found = workspace.people.get(user)
    if found is None or found.is_bot:
        raise NotThereError(f"There is nobody called {user or 'that'} to act as.")
    return found


def channels_of(workspace: Workspace, user: str) -> list[Channel]:
    """Where this person is; that opens the conversation with the app."""
    workspace.direct(user)
    return [each for each in workspace.channels.values() if user in each.members]


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.display_name or person.name,
        "real_name": person.real_name,
        "tz": person.tz,
        "locale": person.locale,
        "role": _role(person),
    }


def _role(person: Person) -> str:
    if person.is_bot:
        return "app"
    if person.is_stranger:
        return "another organisation"
    guest = person.is_restricted or person.is_ultra_restricted
    return "guest" if guest else "member"


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "private": channel.is_private,
        "direct": channel.direct_with is not None,
        "bot": BOT_USER in channel.members,
        "archived": channel.is_archived,
    }
