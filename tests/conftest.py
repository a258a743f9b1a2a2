"""What holds for every test."""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """In continuous integration nothing may skip: there a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI"):  # noqa: TID251  no setting of the bot
        report.outcome = "failed"
    return report
