"""What people read and press in Home."""

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.blocks.home import home_page, problem_home
from bot.blocks.problems import problem
from bot.blocks.times import date_token
from bot.blocks.views import home_view, plain_home_view
from bot.domain.causes import Cause
from bot.domain.digest_answers import ListedSubscription, Offer
from bot.domain.executions import Moment, Outcome
from bot.domain.home import Home, OwnDigest, OwnDigests
from bot.domain.messages import Message
from bot.domain.references import Reference, SourceName
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Pause, Subscription
from bot.domain.watches import Seen, Watch
from bot.playground.rules import broken_view
from tests.blocks.failure_samples import (
    CAUSES,
    OFFLINE_CAUSE,
    UNREAD,
    glance,
    quiet_glance,
)
from tests.blocks.ledger_shapes import AS_OF, RECEIPT, cause, token
from tests.blocks.samples import NINE, SINGAPORE
from tests.blocks.shapes import Shape, actions, button, context, header, section

DAY = timedelta(days=1)
NIGHT = Subscription(
    name="night",
    channel="C0NIGHT",
    schedule=Schedule.parse("weekdays at 9:00"),
    zone=SINGAPORE,
    clouds=("prod",),
    owner="U0MEI",
)
SHOW = Offer(label="Show", line="/runs digest show night")
SEND = Offer(label="Send now", line="/runs digest now night")
PAUSE = Offer(label="Pause", line="/runs digest pause night", changes=True)
OWN = OwnDigest(
    listed=ListedSubscription(one=NIGHT, next=NINE + DAY), offers=(SHOW, SEND, PAUSE)
)
WATCH = Watch(
    id="w1",
    user="U0MEI",
    workspace="T1",
    channel="C0NIGHT",
    reference=Reference("prod", SourceName.TASK, ("t1", "r1")),
    begun=NINE,
    seen=Seen(headline="▶ running: <patch> & reboot", outcome=Outcome.RUNNING),
    seen_at=NINE,
    place="C0NIGHT",
    ts="1.0",
    due=NINE,
)
NOTHING = Home(glance=quiet_glance(), digests=OwnDigests())
WHERE = "What you press here is answered under Messages."
REFRESH = button("Refresh", "runs.home", "v1 /runs 1")
LOOK_UP = button("Look up", "runs.look-up", "v1 /runs 1")
FAILURES = button("Failures", "runs.details.all", "v1 /runs failures since:24h 1")
DIGESTS = actions(
    button("All digests", "runs.offer.list", "v1 /runs digest list 1"),
    button("New digest", "runs.offer.new", "v1 /runs digest new 1"),
)
NO_WATCHES = "Nothing. Press Watch on something that has not ended yet."
NO_DIGESTS = "None is yours. `/runs digest list` shows all that there are."


def shown(home: Home) -> Message:
    page = home_page(home)
    view = home_view(page)
    places = {"C0NIGHT", *(watch.place for watch in home.watches)}
    assert broken_view(view, "home", mentions_allowed=places) == []
    return page


def last() -> Shape:
    until = token(NINE - timedelta(minutes=2))
    read = f"Read: prod (5 sources) up to {until}"
    return context(f"As of {token(NINE)} · {read} · {WHERE}")


def headers(page: Message) -> list[str]:
    return [one["text"]["text"] for one in page.blocks if one["type"] == "header"]


def labels(page: Message) -> list[str]:
    """What can be pressed, in order."""
    found: list[Any] = []
    for block in page.blocks:
        found += block.get("elements", []) if block["type"] == "actions" else []
        found += [block["accessory"]] if "accessory" in block else []
    return [one["text"]["text"] for one in found]


def test_who_has_nothing_is_told_what_there_could_be() -> None:
    page = shown(NOTHING)

    sources = [
        "Scripts: 0 failed, 4 runs",
        "Scheduled tasks: 0 failed, 1,204 runs",
        "Desktop pools: 0 failed, 12 runs",
        "COC orders: 0 failed, 0 runs",
        "App Streaming: 0 failed, 6 runs",
    ]
    assert page == Message(
        "\n".join(
            [
                "✔ Last 24 hours: nothing failed or was skipped",
                *sources,
                "You watch",
                NO_WATCHES,
                "Digests",
                NO_DIGESTS,
                f"As of {AS_OF} {RECEIPT}. {WHERE}",
            ]
        ),
        (
            header("✔ Last 24 hours: nothing failed or was skipped"),
            section("\n".join(f"• {one}" for one in sources)),
            actions(FAILURES, LOOK_UP, REFRESH),
            header("You watch"),
            context(NO_WATCHES),
            header("Digests"),
            context(NO_DIGESTS),
            DIGESTS,
            last(),
        ),
    )


def test_what_failed_comes_by_source_and_by_cause() -> None:
    page = shown(replace(NOTHING, glance=glance()))

    line = "/runs failures since:24h cause:"
    assert page.blocks[0] == header("✖ Last 24 hours: 61 failed, 1 skipped")
    assert page.blocks[2:5] == (
        cause(
            "✖ `The desktop has no valid IP address. (WKS.00010110)`\n"
            "58 failed on 41 desktops, 3 pools, 2 tasks\n"
            "WKS.00010110: the desktop has no valid IP address: check DHCP and its network.",
            f"{line}offline",
            1,
        ),
        cause(
            "⤼ `desktop is being used by &lt;someone&gt;`\n"
            "skipped on 1 desktop, 1 pool, 1 script",
            f"{line}in-use",
            2,
        ),
        actions(FAILURES, LOOK_UP, REFRESH),
    )


def test_only_the_widest_causes_are_told_and_the_others_counted() -> None:
    many = glance(causes=tuple(replace(OFFLINE_CAUSE, id=f"c{n}") for n in range(5)))

    page = shown(replace(NOTHING, glance=many))

    assert labels(page)[:3] == ["Show"] * 3
    assert context("and 2 more causes") in page.blocks


def test_what_is_watched_can_be_stopped() -> None:
    direct = replace(WATCH, place="U0MEI")

    page = shown(replace(NOTHING, watches=(WATCH, direct)))

    since = date_token(Moment("", NINE), UTC)
    stop = "v1 /runs watch stop prod/task/t1/r1 1"
    assert page.blocks[4:6] == tuple(
        section(
            f"▶ running: &lt;patch&gt; &amp; reboot · {where} · since {since}",
            accessory=button("Stop", f"runs.unwatch.{place}", stop),
        )
        for place, where in enumerate(["<#C0NIGHT>", "direct message"], 1)
    )


def test_a_digest_says_when_it_is_due_on_the_readers_clock() -> None:
    page = shown(replace(NOTHING, digests=OwnDigests(shown=(OWN,), of=1)))

    assert page.blocks[5:9] == (
        header("Digests"),
        context("These are yours. `/runs digest list` shows all that there are."),
        section(
            "`night` · <#C0NIGHT> · weekdays at 09:00 Asia/Singapore\n"
            "next Fri 16 Jan 09:00 Asia/Singapore"
        ),
        actions(
            button("Show", "runs.offer.10", "v1 /runs digest show night 1"),
            button("Send now", "runs.offer.11", "v1 /runs digest now night 1"),
            button("Pause", "runs.change.12", "v1 /runs digest pause night 1"),
        ),
    )


def test_a_digest_that_rests_is_due_never() -> None:
    paused = replace(NIGHT, pause=Pause(by="U0MEI", at=NINE))
    own = replace(OWN, listed=replace(OWN.listed, one=paused))

    page = shown(replace(NOTHING, digests=OwnDigests(shown=(own,), of=1)))

    assert "⏸ paused" in page.text


WHOSE = {
    "nobody's": (OwnDigests(), NO_DIGESTS),
    "a manager's": (
        OwnDigests(shown=(OWN,), of=1, every=True),
        "You are a manager, so these are all that there are.",
    ),
    "a manager's, of none": (
        OwnDigests(every=True),
        "No channel is told a digest yet.",
    ),
    "more than are shown": (OwnDigests(shown=(OWN,), of=3), "and 2 more digests"),
}


@pytest.mark.parametrize(("digests", "said"), WHOSE.values(), ids=WHOSE.keys())
def test_it_says_which_digests_these_are(digests: OwnDigests, said: str) -> None:
    page = shown(replace(NOTHING, digests=digests))

    assert context(said) in page.blocks


def test_a_first_visit_has_three_commands_to_try() -> None:
    page = shown(replace(NOTHING, welcome=True))

    assert headers(page)[0] == "Welcome to Runwatch"
    assert [one["accessory"]["value"] for one in page.blocks[2:5]] == [
        "v1 /runs 1",
        "v1 /runs failures since:7d 1",
        "v1 /runs digest new 1",
    ]
    assert page.blocks[5:] == shown(NOTHING).blocks


def test_what_was_never_read_is_no_all_clear() -> None:
    page = shown(replace(NOTHING, glance=quiet_glance(UNREAD), reading=True))

    assert headers(page)[0] == "⚠ Last 24 hours: none known (PARTIAL)"
    assert "PARTIAL: not all of this was read" in page.text
    assert page.text.endswith(
        "The clouds are being read: what is new comes in a moment."
    )


def test_hidden_secrets_are_counted() -> None:
    page = shown(replace(NOTHING, glance=replace(glance(), hidden=2)))

    assert "2 secrets hidden." in page.text


def test_why_there_is_nothing_is_said_with_a_way_to_try_again() -> None:
    why = problem("Guests may not <look>.", request_id="abc")

    page = problem_home(why)

    assert page == Message(why.text, (*why.blocks, actions(REFRESH)))
    assert broken_view(home_view(page), "home") == []


def test_where_slack_refuses_the_blocks_the_text_says_it() -> None:
    view = plain_home_view(Message("a &lt; b", (header("x"),)))

    text = {"type": "plain_text", "text": "a < b", "emoji": False}
    assert view == {
        "type": "home",
        "callback_id": "runs.home",
        "blocks": [{"type": "section", "text": text}],
    }


@given(st.text(), st.text(), st.integers(0, 40))
@example("", "C00", 1)
def test_nothing_from_outside_breaks_a_rule_of_slack(
    name: str, other: str, many: int
) -> None:
    radius = replace(CAUSES[0], cause=Cause(other, name), pools=(name,))
    watch = replace(WATCH, seen=replace(WATCH.seen, headline=name), place=other)
    digests = OwnDigests(shown=(OWN,) * min(many, 10), of=many)

    shown(
        Home(
            glance=glance(causes=(radius,) * 5, gaps=(name,) * many),
            digests=digests,
            watches=(watch,) * many,
            welcome=True,
        )
    )


def test_all_of_it_together_is_no_more_than_slack_takes() -> None:
    long = "x" * 5_000
    radius = replace(CAUSES[0], cause=Cause(long, long), pools=(long,))
    reference = Reference("prod", SourceName.TASK, ("t" * 128, "r" * 128, "d" * 128))
    watch = replace(WATCH, reference=reference, seen=replace(WATCH.seen, headline=long))
    home = Home(
        glance=glance(causes=(radius,) * 5, gaps=(long,) * 20),
        digests=OwnDigests(shown=(OWN,) * 10, of=99),
        watches=(watch,) * 50,
        welcome=True,
        reading=True,
    )

    page = shown(home)

    assert len(page.blocks) <= 60
