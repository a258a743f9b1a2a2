"""One endpoint's list with offset and limit, as a client asks for it."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pages import every_row
from bot.adapters.cloud.payloads import Made, PagePayload, Row
from bot.domain.runs import Listing

# The documents allow 100 rows a page everywhere but in W1, which has 50 at most.
LIMIT = 100


@dataclass(frozen=True)
class OffsetList(Generic[Row]):
    """A list that can be read page by page, or whole.

    Attributes:
        client: asks for it, no broader than its pace.
        asked: what that is, for the sentence that says it failed.
        path: of the endpoint.
        parse: makes a page of the JSON; it may raise ValueError.
        query: what is asked beside offset and limit.
        limit: how many rows a page may have.
    """

    client: CloudClient
    asked: Asked
    path: str
    parse: Callable[[object], PagePayload[Row]]
    query: Mapping[str, Any] = field(default_factory=dict)
    limit: int = LIMIT

    def made(self, make: Callable[[Row], Made]) -> "OffsetList[Made]":
        """The list of what `make` makes of each row."""
        return OffsetList(
            self.client,
            self.asked,
            self.path,
            lambda body: self.parse(body).made(make),
            self.query,
            self.limit,
        )

    async def page(self, offset: int = 0) -> PagePayload[Row]:
        """The page at `offset`; raises what `CloudClient.get` does."""
        limits = {"offset": offset, "limit": self.limit}
        return await self.client.get(
            self.asked, self.path, {**self.query, **limits}, parse=self.parse
        )

    async def rows(self, key: Callable[[Row], Hashable]) -> Listing[Row]:
        """Every row, as `every_row` reads them."""
        return await every_row(self.page, key, self.client.breadth)
