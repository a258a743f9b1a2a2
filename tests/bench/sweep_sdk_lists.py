"""The vendor's SDK: its clients, and its lists read to their end."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from huaweicloudsdkcoc.v1 import CocClient
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkworkspace.v2 import WorkspaceClient
from huaweicloudsdkworkspaceapp.v1 import WorkspaceAppClient

PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
THREADS, PAGE = 32, 100
Row = Any  # the SDK has no types


@dataclass(frozen=True)
class Clients:
    workspace: WorkspaceClient
    apps: WorkspaceAppClient
    coc: CocClient


def clients(origin: str) -> Clients:
    credentials = BasicCredentials("BENCHACCESSKEY", "bench-secret-key", PROJECT)

    def client(kind: Any) -> Any:  # noqa: ANN401
        connections = HttpConfig(pool_connections=THREADS, pool_maxsize=THREADS)
        builder = kind.new_builder().with_credentials(credentials)
        return builder.with_http_config(connections).with_endpoint(origin).build()

    return Clients(
        client(WorkspaceClient), client(WorkspaceAppClient), client(CocClient)
    )


@dataclass(frozen=True)
class List:
    """A list with offset and limit.

    Attributes:
        call, request: the SDK's method, and what makes its argument.
        rows, total: where its answer has them.
        page: how many rows it may have.
    """

    call: Callable[[Row], Row]
    request: Callable[..., Row]
    rows: str
    total: str
    page: int = PAGE

    def at(self, offset: int) -> Row:
        return self.call(self.request(offset=offset, limit=self.page))

    def rest(self, first: Row) -> range:
        """The offsets of the pages after the first."""
        return range(self.page, getattr(first, self.total), self.page)

    def of(self, answers: Iterable[Row]) -> list[Row]:
        return [row for answer in answers for row in getattr(answer, self.rows)]

    def whole(self) -> list[Row]:
        first = self.at(0)
        return self.of([first, *map(self.at, self.rest(first))])

    def wide(self, threads: Executor) -> list[Row]:
        """The same, its pages at the same time; not to be called in these threads."""
        first = threads.submit(self.at, 0).result()
        return self.of([first, *threads.map(self.at, self.rest(first))])


def every_after(
    call: Callable[[Row], Row], request: Row, rows: str, key: str
) -> list[Row]:
    """All rows of a list that goes on after the number of its last row."""
    request.limit = PAGE
    known: list[Row] = []
    while True:
        page = getattr(call(request).data, rows)
        known += page
        if len(page) < PAGE:
            return known
        request.marker = getattr(page[-1], key)
