"""What the playground's page offers to type."""

import yaml

from bot import app as runwatch
from bot.blocks.helping import TOPICS
from bot.playground.cloud import world
from bot.playground.page import Example, Guide
from bot.playground.tour_steps import STEPS

# What of the tour somebody types first; the first three are printed, too.
_TRIED = (
    "pool status:failed,skipped since:yesterday",
    f"task {world.TASK} {world.TASK_RUN}",
    f"order {world.ORDER_FINISHED}",
    f"script {world.FAILED}",
    f"task {world.TASK}",
    f"app {world.APP_RUN}",
    f"scirpt {world.FAILED}",
    "",
)


def guide() -> Guide:
    """The app's manifest, and questions of the tour that can be asked at any time."""
    why = {step.text: step.why for step in reversed(STEPS)}
    examples = [Example(f"/runs {text}".strip(), why[text]) for text in _TRIED]
    return Guide(yaml.safe_load(runwatch.manifest()), examples, tuple(TOPICS))
