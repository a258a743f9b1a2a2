"""What Slack makes of the bot's answer to a submitted modal.

docs.slack.dev/surfaces/modals, "Updating and pushing views"
"""

from typing import Any

from bot.playground.slack.answers import RefusalError
from bot.playground.slack.views import Views

Json = dict[str, Any]


def end_submission(views: Views, user: str, ack: Json | None) -> Json:
    """Close, change or keep the top modal as the ack says.

    Returns:
        What is shown beside the inputs, by block_id; empty when nothing is.

    Raises:
        RefusalError: Slack doesn't take the ack; the person sees an error.
    """
    match ack or {}:
        case {"response_action": "errors", "errors": dict(errors)} if errors:
            return errors
        case {"response_action": "clear"}:
            views.clear(user)
        case {"response_action": "update" | "push" as action, "view": dict(view)}:
            _show(views, user, action, view)
        case empty if not empty:
            views.close(user)
        case _:
            raise RefusalError("invalid_command_response")
    return {}


def _show(views: Views, user: str, action: str, view: Json) -> None:
    views.judge(view, "modal")
    if action == "push":
        views.push(user, view)
        return
    modals = views.modals(user)
    if not modals:
        # Closed while the bot was at it.
        raise RefusalError("not_found")
    views.update(modals[-1], view)
