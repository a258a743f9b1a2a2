"""What IAM denied: sealed for the caller, opened again by STS."""

import base64
import hashlib

from bot.playground.cloud.answers import EXAMPLE_DENIAL


class Denials:
    """Remembers which action each encoded_authorization_message is about."""

    def __init__(self) -> None:
        self._actions = {EXAMPLE_DENIAL: "workspace:scheduledTasks:getRecord"}

    def seal(self, action: str) -> str:
        """What a 403 carries for this action; it tells the caller nothing."""
        digest = hashlib.sha256(action.encode()).digest()
        sealed = base64.b64encode(digest).decode()
        self._actions[sealed] = action
        return sealed

    def action(self, sealed: str) -> str | None:
        """The action that was denied, None if this cloud never wrote that."""
        return self._actions.get(sealed)
