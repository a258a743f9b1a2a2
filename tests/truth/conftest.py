"""The databases are those of the ledger's own tests."""

from tests.adapters.storage.conftest import (
    fresh_database,
    place,
    postgresql,
    sqlite,
)

__all__ = ["fresh_database", "place", "postgresql", "sqlite"]
