"""A real call of every endpoint that the bot asks, for `runwatch check`."""

import asyncio
import re
from collections.abc import Awaitable

from bot.adapters.checked import Checked, Verdict, since
from bot.adapters.cloud.credentials import CredentialRefusedError
from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.signing_in import SignInError
from bot.adapters.cloud.steps import STEPS, Step
from bot.domain.references import Reference, SourceName, is_id
from bot.errors import BotError

_PLACE = re.compile(r"\{(\w+)\}")


async def check_sign_in(
    cloud: str, whom: str, signing_in: Awaitable[object]
) -> Checked:
    """Whether `whom` gives what requests of the cloud are signed with."""
    what = f"{cloud} {whom}"
    begun = asyncio.get_running_loop().time()
    try:
        await signing_in
    except SignInError as exc:
        return Checked(what, Verdict.FAILED, f"{cloud} {exc}")
    return Checked(what, Verdict.OK, since(begun))


async def check_source(
    client: CloudClient, cloud: str, source: SourceName, project_id: str
) -> list[Checked]:
    """A line for each endpoint of the source; later ones need what earlier ones find."""
    found = {"project": project_id}
    checked = []
    for step in STEPS[source]:
        name = _name(cloud, source, step)
        missing = next(
            (one for one in _PLACE.findall(step.path) if one not in found), ""
        )
        if missing:
            said = f"there is no {missing} to ask about"
            checked.append(Checked(name, Verdict.NOT_TRIED, said))
            continue
        checked.append(
            await _tried(client, Reference(cloud, source, ()), step, found, name)
        )
    return checked


def not_tried(cloud: str, source: SourceName, why: str) -> list[Checked]:
    """A line for each endpoint of a source that there is no use in asking."""
    return [
        Checked(_name(cloud, source, step), Verdict.NOT_TRIED, why)
        for step in STEPS[source]
    ]


def _name(cloud: str, source: SourceName, step: Step) -> str:
    return f"{cloud} {source} {step.endpoint} {step.what}"


async def _tried(
    client: CloudClient, of: Reference, step: Step, found: dict[str, str], name: str
) -> Checked:
    asked = Asked(reference=of, thing=step.what, permission=step.permission)
    begun = asyncio.get_running_loop().time()
    try:
        id_ = await client.get(
            asked,
            step.path.format_map(found),
            step.query,
            parse=lambda body: _at(body, step.at),
        )
    except BotError as exc:
        unasked = isinstance(exc.__cause__, CredentialRefusedError)
        verdict = Verdict.NOT_TRIED if unasked else Verdict.FAILED
        return Checked(name, verdict, str(exc))
    if step.finds and is_id(id_):
        found[step.finds] = id_
    return Checked(name, Verdict.OK, since(begun))


def _at(body: object, keys: tuple[str, ...]) -> str:
    """What stands there in the first row, "" where there is none."""
    if not isinstance(body, dict | list):
        raise ValueError("neither an object nor a list")  # noqa: TRY004  bad data
    value: object = body
    for key in keys:
        if isinstance(value, list):
            value = value[0] if value else None
        # COC's answers of 2024 lack the wrapper (trap 65).
        if isinstance(value, dict) and (key in value or key != "data"):
            value = value.get(key)
    return str(value) if isinstance(value, str | int) else ""
