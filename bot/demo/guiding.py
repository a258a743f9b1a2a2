"""What the playground's page offers to type."""

import yaml

from bot import app as runwatch
from bot.blocks.helping import TOPICS
from bot.playground.cloud import world
from bot.playground.page import Example, Guide

# The first three are printed when the playground opens.
EXAMPLES = (
    Example(
        "/runs pool status:failed,skipped since:yesterday",
        "What failed or was skipped in pools since yesterday",
    ),
    Example(
        f"/runs task {world.TASK} {world.TASK_RUN}",
        "One run of a scheduled task: every desktop, failures first",
    ),
    Example(
        f"/runs order {world.ORDER_FINISHED}",
        "An order that says FINISHED and hides two failures",
    ),
    Example(
        f"/runs script {world.FAILED}",
        "A script that failed, with its output; secrets stay hidden",
    ),
    Example(f"/runs task {world.TASK}", "All runs of a scheduled task, page by page"),
    Example(f"/runs app {world.APP_RUN}", "A restart of application servers"),
    Example(f"/runs script {world.HOSTILE}", "An output that tries to be markup"),
    Example(f"/runs script {world.LONG}", "An output of 1,103 lines, page by page"),
    Example(f"/runs scirpt {world.FAILED}", "A slip of the finger"),
    Example("/runs", "What can I ask?"),
)


def guide() -> Guide:
    """The app's manifest, and things to try in the simulated cloud."""
    return Guide(yaml.safe_load(runwatch.manifest()), EXAMPLES, tuple(TOPICS))
