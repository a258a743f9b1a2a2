"""What a careful client would not have done, request by request."""

import re
from collections.abc import Iterator, Mapping

from bot.playground.cloud.endpoints import Endpoint, Service
from bot.playground.cloud.query import misuse
from bot.playground.cloud.signing import SignedRequest

_ID = re.compile(r"(?=.*[A-Za-z0-9])[A-Za-z0-9._~:-]{1,128}")
_PROJECT = "x-project-id"
_FOR_PROJECT = (Service.WORKSPACE, Service.APPSTREAM, Service.COC)


def broken(
    endpoint: Endpoint, ids: Mapping[str, str], request: SignedRequest
) -> Iterator[str]:
    """Each broken rule, as a sentence without its subject."""
    for name, value in ids.items():
        if not _ID.fullmatch(value):
            yield f"{name} is not an id"
    yield from misuse(request.raw_query, endpoint.rules)
    if endpoint.service in _FOR_PROJECT:
        yield from _headers(endpoint.service, ids, request.headers)


def _headers(
    service: Service, ids: Mapping[str, str], headers: Mapping[str, str]
) -> Iterator[str]:
    project = headers.get(_PROJECT)
    if project is None and "authorization" in headers:
        yield f"{_PROJECT} is missing"
    if project is not None and project != ids.get("project_id", project):
        yield f"{_PROJECT} is not the project of the path"
    if "authorization" in headers and "x-auth-token" in headers:
        yield "both a signature and a token"
    language = headers.get("x-language", "en-us")
    if service is Service.COC and language not in ("en-us", "zh-cn"):
        yield "x-language is neither en-us nor zh-cn"
