"""What the playground's page offers to type."""

import yaml

from bot import app as runwatch
from bot.blocks.helping import TOPICS
from bot.playground.cloud import world
from bot.playground.page import Example, Guide

# The first three are printed when the playground opens.
EXAMPLES = (
    Example("/runs", "The last 24 hours at a glance"),
    Example("/runs failures since:24h", "What failed or was skipped, and why"),
    Example("/runs find FIN", "Everything that goes by a name"),
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
    Example("/runs tasks", "Scheduled tasks, those that failed first"),
    Example("/runs orders since:7d", "Script orders of a week"),
    Example(
        "/runs pool status:running since:1h",
        "What is under way in pools; open one, and watch it",
    ),
    Example(f"/runs script {world.HOSTILE}", "An output that tries to be markup"),
    Example(f"/runs script {world.LONG}", "An output of 1,103 lines, page by page"),
    Example(f"/runs scirpt {world.FAILED}", "A slip of the finger"),
    Example("/runs digest", "What channels are told on a schedule"),
    Example("/runs digest preview night-shift", "What it would be told now"),
    Example("/runs digest new", "A digest of your own: a window opens"),
    Example("/runs health", "What the bot has read, and up to when"),
    Example("/runs help", "What can I ask?"),
)


def guide() -> Guide:
    """The app's manifest, and things to try in the simulated cloud."""
    return Guide(yaml.safe_load(runwatch.manifest()), EXAMPLES, tuple(TOPICS))
