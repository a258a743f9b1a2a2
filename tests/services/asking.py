"""Who asks which clouds."""

from bot.domain.access import Actor, Person, Standing
from bot.domain.references import SourceName
from bot.services.clouds import Cloud
from tests.fakes import FakePools, FakeSource


def actor(
    standing: Standing = Standing.MEMBER,
    zone: str = "",
    *,
    user: str = "U1",
    workspace: str = "T1",
    channel: str = "C1",
) -> Actor:
    person = Person(standing, zone)
    return Actor(user=user, workspace=workspace, channel=channel, person=person)


def task_cloud(source: FakeSource) -> Cloud:
    """A cloud that has scheduled tasks and nothing else."""
    return Cloud({SourceName.TASK: source})


def pool_cloud(pools: FakePools, zone: str = "") -> Cloud:
    """A cloud whose pools' runs can be searched."""
    return Cloud({SourceName.POOL: FakeSource()}, zone, pools)
