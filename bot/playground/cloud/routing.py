"""Finds the endpoint of a request and lets it answer, once the request may pass."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.cloud import (
    appstream,
    coc,
    desktop_pools,
    desktop_scripts,
    desktop_tasks,
    iam,
    metadata,
    sts,
)
from bot.playground.cloud.answers import (
    Answer,
    detailed_error,
    gateway_error,
    no_permission,
    service_error,
    usual_error,
)
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock
from bot.playground.cloud.gateway import Gateway
from bot.playground.cloud.query import BadParameterError, Query
from bot.playground.cloud.signing import SignedRequest

ENDPOINTS = (
    *desktop_tasks.ENDPOINTS,
    *desktop_scripts.ENDPOINTS,
    *desktop_pools.ENDPOINTS,
    *appstream.ENDPOINTS,
    *coc.ENDPOINTS,
    *iam.ENDPOINTS,
    *sts.ENDPOINTS,
    *metadata.ENDPOINTS,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The endpoint that a path means, and what the path names."""

    endpoint: Endpoint
    ids: dict[str, str]


def find(raw_path: str) -> Found | None:
    """The endpoint with this path, whatever its method; None if there is none."""
    return next(_matching(raw_path), None)


def _matching(raw_path: str) -> Iterator[Found]:
    for endpoint in ENDPOINTS:
        ids = endpoint.ids(raw_path)
        if ids is not None:
            yield Found(endpoint, ids)


@dataclass(frozen=True, slots=True)
class Router:
    """Answers as the cloud does in good weather."""

    stock: Stock
    gateway: Gateway
    project_id: str

    def answer(
        self, request: SignedRequest, found: Found | None, request_id: str
    ) -> Answer:
        """The answer, after every check that the cloud makes before it."""
        if found is None:
            message = "The API does not exist or has not been published."
            body = gateway_error("APIGW.0101", message, request_id)
            return Answer.from_json(404, body)
        if request.method != found.endpoint.method:
            return Answer.from_json(405, usual_error(405, request_id))
        service = found.endpoint.service
        refusal = self.gateway.refusal(request, service, request_id)
        return refusal or self._denial(found) or self._granted(request, found)

    def _denial(self, found: Found) -> Answer | None:
        project = found.ids.get("project_id", self.project_id)
        action = found.endpoint.action
        if project == self.project_id and action not in self.stock.denied:
            return None
        if found.endpoint.service is Service.COC:
            body = service_error("COC.xxxx", "no permission")
        elif found.endpoint.service is Service.STS:
            body = service_error("STS.xxxx", "no permission")
        else:
            body = no_permission(self.stock.denials.seal(action))
        return Answer.from_json(403, body)

    def _granted(self, request: SignedRequest, found: Found) -> Answer:
        endpoint = found.endpoint
        try:
            query = Query.read(request.raw_query, endpoint.rules)
            asked = Asked(found.ids, query, request.headers, request.body)
            return endpoint.answer(self.stock, asked)
        except BadParameterError as exc:
            return _bad_parameter(endpoint, str(exc))


def _bad_parameter(endpoint: Endpoint, problem: str) -> Answer:
    message = "Invalid request parameter."
    if endpoint.service is Service.COC:
        body = service_error("COC.00010002", f"{message} {problem}")
    elif endpoint.detailed:
        body = detailed_error("WKS.0001", message, problem)
    else:
        body = service_error("WKS.0001", f"{message} {problem}")
    return Answer.from_json(400, body)
