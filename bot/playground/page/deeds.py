"""What people do on a page, as the page says it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(max_length=300)]
# A page may send more than Slack takes: refusing it is Slack's part.
Text = Annotated[str, Field(max_length=100_000)]


class Deed(BaseModel):
    """Something that one person does.

    Attributes:
        actor: Who; `as` in JSON.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    actor: Name = Field(alias="as")


class Command(Deed):
    """A line that begins with a slash."""

    channel: Name
    text: Text
    thread_ts: Name | None = None


class Saying(Deed):
    """A message, as it was typed."""

    channel: Name
    text: Text
    thread_ts: Name | None = None


class Act(Deed):
    """A press of a button, or an option that was chosen: in a message or in a view.

    Attributes:
        ts: Of the message in `channel`, None in a view.
        view: The modal's id, None elsewhere.
        home: Whether it is in the Home tab.
    """

    channel: Name = ""
    ts: Name | None = None
    view: Name | None = None
    home: bool = False
    block_id: Name
    action_id: Name
    value: Text | None = None


class Submitting(Deed):
    """A modal that was filled in: by action_id what was typed or chosen."""

    view: Name
    values: dict[Name, Text | list[Text]] = {}


class Typing(Deed):
    """What stands in a select whose options the bot names."""

    view: Name
    action_id: Name
    value: Text


class Closing(Deed):
    """A modal that was closed."""

    view: Name


class Choosing(Deed):
    """A shortcut; of the message in `channel` with this `ts`, if it is given."""

    callback_id: Name
    channel: Name = ""
    ts: Name | None = None


class Visiting(Deed):
    """The Home tab that was opened."""


class Weather(Deed):
    """A control of the cloud's weather that was set."""

    id: Name
    on: bool = True
