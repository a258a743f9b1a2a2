"""What holds for every test."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

# Machines that are busy with something else pause a test for longer than any deadline.
# Whoever changes what a property is about says `--hypothesis-profile=thorough`.
settings.register_profile("usual", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=1_000)
settings.load_profile("usual")

# So that a journey that broke a rule says which.
pytest.register_assert_rewrite("tests.journeys.town")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rounds",
        type=int,
        default=20,
        help="how often the bot is killed in the middle of a digest",
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """For `-n auto` twice as many as cores: a journey waits half of its time."""
    cores = os.cpu_count() or 1
    return cores if config.option.numprocesses == "logical" else 2 * cores


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """In continuous integration nothing may skip: there a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI"):  # noqa: TID251  no setting of the bot
        report.outcome = "failed"
    return report
