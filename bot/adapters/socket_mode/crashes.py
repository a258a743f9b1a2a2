"""What is said of an error that nobody foresaw."""

import traceback

import structlog

_log = structlog.get_logger()


def log_crash(error: BaseException, task: str) -> None:
    """Say what ended `task`, and where.

    The error's text stays out: it may hold what a person typed, or an address with a
    ticket in it.
    """
    where = traceback.format_tb(error.__traceback__)
    _log.error("crashed", task=task, why=type(error).__name__, where="".join(where))
