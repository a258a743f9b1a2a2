from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.failures import failures_page
from bot.blocks.narrowing import all_failures, of_cause
from bot.domain.answers import FailuresAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Named, Outcome
from bot.domain.failures import (
    BlastRadius,
    Failure,
    FailureFilter,
    FailureQuery,
)
from bot.domain.messages import Message
from bot.domain.queries import parse
from bot.domain.references import Reference, SourceName
from bot.domain.windows import Window
from tests.blocks.failure_samples import (
    COVERED,
    DAY,
    IN_USE_CAUSE,
    OFFLINE_CAUSE,
    OFFLINE_ROW,
    PARTLY,
    ROWS,
    SKIPPED_ROW,
    UNREADABLE_ROW,
    at,
    failures,
)
from tests.blocks.ledger_shapes import (
    RECEIPT,
    cause,
    last_text,
    receipt_of_all,
    token,
)
from tests.blocks.samples import NINE, broken_rules
from tests.blocks.shapes import (
    Shape,
    actions,
    asked_again,
    context,
    header,
    last_line,
    section,
    select,
    table,
    time_cell,
)

SINCE = "Since 2026-01-14 09:00:00 Asia/Singapore"
SINCE_MARKUP = f"Since {token(NINE - timedelta(hours=24))}"
CAUSE_TEXTS = [
    (
        "✖ The desktop has no valid IP address. (WKS.00010110): 58 failed on 41 "
        "desktops, 3 pools (Finance, HR, Sales), 2 tasks, such as FIN-DESK-02, latest "
        "2026-01-15 08:31:00 Asia/Singapore. WKS.00010110: the desktop has no valid IP address: "
        "check DHCP and its network. Look whether DHCP is on in the subnet, and whether "
        "it has free addresses. See: /runs failures cause:offline"
    ),
    (
        "⤼ desktop is being used by &lt;someone&gt;: skipped on 1 desktop, 1 pool (HR "
        "pool), 1 script, such as HR-DESK-09, latest 2026-01-15 08:10:00 "
        "Asia/Singapore. See: /runs failures cause:in-use"
    ),
]
ROW_TEXTS = [
    (
        "1. ✖ failed FIN-DESK-02, Reboot finance, 2026-01-15 08:31:00 Asia/Singapore: "
        "The desktop has no valid IP address. (WKS.00010110)"
    ),
    (
        "2. ⤼ skipped HR-DESK-09, Patch check, 2026-01-15 08:10:00 Asia/Singapore: "
        "desktop is being used by &lt;someone&gt;"
    ),
    (
        "3. ✖ 3 failed (rows not readable), Restart servers, 2026-01-15 08:05:00 "
        "Asia/Singapore"
    ),
]


def cell_at(hour: int, minute: int) -> Shape:
    moment = at(hour, minute).at
    assert moment
    shown = f"2026-01-15 {hour + 8:02}:{minute:02}:00 Asia/Singapore"
    return time_cell(int(moment.timestamp()), shown)


def token_at(hour: int, minute: int) -> str:
    moment = at(hour, minute).at
    assert moment
    return token(moment)


TABLE = table(
    "#, Outcome, Target, What, When, Why",
    (
        *("1", "✖ failed", "FIN-DESK-02", "Reboot finance", cell_at(0, 31)),
        "The desktop has no valid IP address. (WKS.00010110)",
    ),
    (
        *("2", "⤼ skipped", "HR-DESK-09", "Patch check", cell_at(0, 10)),
        "desktop is being used by <someone>",
    ),
    (
        *("3", "✖ 3 failed", "(rows not readable)", "Restart servers", cell_at(0, 5)),
        "—",
    ),
)


def test_the_first_page_leads_with_causes_and_ends_with_the_receipt() -> None:
    message = failures_page(failures(*ROWS))

    assert message == Message(
        "\n".join(
            [
                "✖ 4 failed, 1 skipped",
                SINCE,
                *CAUSE_TEXTS,
                *ROW_TEXTS,
                RECEIPT,
                last_text("/runs failures"),
            ]
        ),
        (
            header("✖ 4 failed, 1 skipped"),
            context(SINCE_MARKUP),
            cause(
                "✖ `The desktop has no valid IP address. (WKS.00010110)`\n"
                "58 failed on 41 desktops, 3 pools (Finance, HR, Sales), 2 tasks · such "
                f"as `FIN-DESK-02` · latest {token_at(0, 31)}\n"
                "WKS.00010110: the desktop has no valid IP address: check DHCP and its network. Look "
                "whether DHCP is on in the subnet, and whether it has free addresses.",
                "/runs failures cause:offline",
                1,
            ),
            cause(
                "⤼ `desktop is being used by &lt;someone&gt;`\n"
                "skipped on 1 desktop, 1 pool (HR pool), 1 script · such as "
                f"`HR-DESK-09` · latest {token_at(0, 10)}",
                "/runs failures cause:in-use",
                2,
            ),
            TABLE,
            actions(
                {
                    **select(
                        "of these",
                        **{
                            "1 ✖ failed FIN-DESK-02 Reboot finance": (
                                "v1 prod/task/t-1/r-1/d-2"
                            ),
                            "2 ⤼ skipped HR-DESK-09 Patch check": "v1 prod/pool/p-7/d-9",
                            "3 ✖ failed (rows not readable) Restart servers": (
                                "v1 prod/app/h-3"
                            ),
                        },
                    )
                },
                *asked_again("/runs failures"),
            ),
            receipt_of_all(),
            last_line("/runs failures"),
        ),
    )
    assert broken_rules(message) == []


def test_later_pages_have_rows_only() -> None:
    rows = (SKIPPED_ROW,) * 11 + (OFFLINE_ROW,)

    message = failures_page(failures(*rows, number=2))

    assert message.text.split("\n") == [
        "✖ 1 failed, 11 skipped",
        SINCE,
        ROW_TEXTS[1].replace("2.", "11."),
        ROW_TEXTS[0].replace("1.", "12.", 1),
        RECEIPT,
        f"Rows 11 to 12 of 12, page 2 of 2, {last_text('/runs failures')}",
    ]
    assert broken_rules(message) == []


def lines(answer: FailuresAnswer) -> list[str]:
    """What is said before the receipt."""
    said = failures_page(answer, "k3v9").text.split("\n")
    return said[: next(i for i, one in enumerate(said) if one.startswith("Read"))]


LOUD = [
    "PARTIAL: not all of this was read, the numbers may be too low.",
    (
        "⚠ prod app: read up to 2026-01-15 07:00:00 Asia/Singapore only: prod gave no "
        "answer in time."
    ),
    "id `k3v9`",
]
EARLIER = "Further back: `/runs failures since:7d`"
WIDER = "Leave an option out, or begin earlier, as with `since:7d`."
ON_A_TARGET = FailureFilter(targets=("FIN",))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (failures(), ["✔ Nothing failed or was skipped", SINCE, EARLIER]),
        (
            failures(coverage=PARTLY),
            ["⚠ None known (PARTIAL)", *LOUD, SINCE, EARLIER],
        ),
        (
            failures(wanted=ON_A_TARGET),
            ["Nothing matches", f"{SINCE}, target FIN", WIDER],
        ),
        (
            failures(wanted=ON_A_TARGET, coverage=PARTLY),
            ["⚠ None known (PARTIAL)", *LOUD, f"{SINCE}, target FIN", WIDER],
        ),
        (
            replace(failures(), window=Window()),
            [
                "⚠ None known (PARTIAL)",
                LOUD[0],
                (
                    "⚠ prod script, task, pool, order, app: reaches back to 2025-12-13 "
                    "09:00:00 Asia/Singapore only"
                ),
                LOUD[2],
                EARLIER,
            ],
        ),
    ],
    ids=["all read", "partly", "searched", "searched partly", "of all times"],
)
def test_an_empty_list_says_what_was_searched(
    answer: FailuresAnswer, said: list[str]
) -> None:
    assert lines(answer) == said
    assert broken_rules(failures_page(answer)) == []


def test_what_is_missing_comes_first() -> None:
    message = failures_page(failures(*ROWS, coverage=PARTLY), "k3v9")

    loud = [
        f"*{LOUD[0]}*",
        LOUD[1].replace(
            "2026-01-15 07:00:00 Asia/Singapore", token(NINE - timedelta(hours=2))
        ),
        LOUD[2],
    ]
    assert message.blocks[:2] == (
        header("✖ 4 failed, 1 skipped (PARTIAL)"),
        section("\n".join(loud)),
    )
    assert broken_rules(message) == []


EVERYTHING = FailureFilter(
    sources=frozenset({SourceName.TASK, SourceName.APP}),
    targets=("FIN", "<HR>", "c", "d", "e"),
    scripts=("patch",),
    pools=("pool-1",),
    names=("n",),
    causes=("WKS.1",),
    outcomes=frozenset({Outcome.FAILED}),
)


def test_everything_that_was_asked_for_is_repeated() -> None:
    wanted = replace(failures(wanted=EVERYTHING), window=replace(DAY, until=DAY.since))

    assert lines(wanted)[1] == (
        f"{SINCE}, before 2026-01-14 09:00:00 Asia/Singapore, source app or task, "
        "target FIN or &lt;HR&gt; or c or 2 more, script patch, pool pool-1, name n, "
        "cause WKS.1, outcome failed"
    )


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({}, "✖ failed FIN-DESK-02, Reboot finance"),
        ({"work": Named("t-1", "")}, "✖ failed FIN-DESK-02, t-1"),
        ({"work": Named()}, "✖ failed FIN-DESK-02"),
        ({"clouds": ("lab", "prod")}, "✖ failed FIN-DESK-02, Reboot finance"),
        ({"count": 1_234}, "✖ 1,234 failed FIN-DESK-02, Reboot finance"),
    ],
    ids=["whole", "an unnamed work", "no work", "two clouds", "many at once"],
)
def test_a_row_tells_what_is_known(change: dict[str, object], row: str) -> None:
    changed: Failure = replace(OFFLINE_ROW, **change)  # type: ignore[arg-type]  # any field

    said = lines(failures(changed, causes=()))

    assert said[2].startswith(f"1. {row}, 2026-01-15 08:31:00")


def test_a_row_without_a_name_or_a_time_says_so() -> None:
    bare = replace(OFFLINE_ROW.execution, target=Named(), started=None, ended=None)

    said = lines(failures(replace(OFFLINE_ROW, execution=bare), causes=()))

    assert said[2] == (
        "1. ✖ failed no target named, Reboot finance: The desktop has no valid IP "
        "address. (WKS.00010110)"
    )


def test_rows_name_their_clouds_where_there_are_several() -> None:
    two = (COVERED[0], replace(COVERED[0], cloud="lab"))
    shared = replace(OFFLINE_ROW, clouds=("lab", "prod"))

    said = lines(failures(shared, SKIPPED_ROW, coverage=two, causes=()))

    assert [one.split(", 2026")[0] for one in said[2:]] == [
        "1. ✖ failed FIN-DESK-02, Reboot finance, lab + prod",
        "2. ⤼ skipped HR-DESK-09, Patch check, prod",
    ]


def test_a_row_that_stands_for_several_opens_its_run() -> None:
    message = failures_page(failures(UNREADABLE_ROW, causes=()))

    (row,) = (block for block in message.blocks if block["type"] == "actions")
    assert [one["value"] for one in row["elements"][0]["options"]] == [
        "v1 prod/app/h-3"
    ]


def test_a_row_of_which_only_the_work_is_known_opens_nothing_it_cannot() -> None:
    nowhere = replace(
        UNREADABLE_ROW.execution, reference=Reference("prod", SourceName.ORDER, ())
    )

    message = failures_page(failures(replace(UNREADABLE_ROW, execution=nowhere)))

    (row,) = (block for block in message.blocks if block["type"] == "actions")
    assert [one["action_id"] for one in row["elements"]] == [
        "runs.refresh",
        "runs.share",
        "runs.copy",
    ]


def reach(cause_: BlastRadius) -> str:
    """What is said of how far a cause reaches."""
    said = lines(failures(OFFLINE_ROW, causes=(replace(cause_, examples=()),)))[2]
    return said.partition("): ")[2].split(", latest")[0]


T, A, P, S, C = (
    SourceName.TASK,
    SourceName.APP,
    SourceName.POOL,
    SourceName.SCRIPT,
    SourceName.ORDER,
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"count": 41, "pool_count": 0}, "failed on 41 desktops, 2 tasks"),
        ({"sources": (A,), "pool_count": 0}, "58 failed on 41 servers, 2 tasks"),
        ({"sources": (C,), "pool_count": 0}, "58 failed on 41 hosts, 9 runs"),
        ({"sources": (P, S), "pool_count": 0}, "58 failed on 41 desktops, 2 scripts"),
        ({"sources": (T, C), "pool_count": 0}, "58 failed on 41 targets, 9 runs"),
        (
            {"targets": 0, "pool_count": 1, "pools": ("HR",)},
            "58 failed, 1 pool (HR), 2 tasks",
        ),
        ({"pool_count": 7}, "58 failed on 41 desktops, 7 pools, 2 tasks"),
        (
            {"pools": ("<a>",), "pool_count": 1, "works": 1},
            "58 failed on 41 desktops, 1 pool (&lt;a&gt;), 1 task",
        ),
        (
            {"sources": (), "works": 0, "pool_count": 0, "runs": 1},
            "58 failed on 41 targets, 1 run",
        ),
    ],
)
def test_a_cause_says_how_far_it_reaches(change: dict[str, object], words: str) -> None:
    changed: BlastRadius = replace(OFFLINE_CAUSE, **change)  # type: ignore[arg-type]  # any field

    assert reach(changed) == words


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Cause("", "agent offline"), "✖ agent offline: "),
        (Cause("WKS.7", ""), "✖ WKS.7: "),
        (Cause("WKS.7", "agent offline"), "✖ agent offline (WKS.7): "),
        (Cause("WKS.7", "x" * 200), f"✖ {'x' * 111}… (WKS.7): "),
        (Cause(" ", "\n"), "✖ no reason given: "),
    ],
)
def test_a_cause_is_called_by_its_reason_and_its_code(why: Cause, words: str) -> None:
    changed = replace(OFFLINE_CAUSE, cause=why)

    assert lines(failures(OFFLINE_ROW, causes=(changed,)))[2].startswith(words)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.SKIPPED, "⤼ no reason given: "),
        (Outcome.RUNNING, "▶ not ended yet: "),
        (Outcome.WAITING, "◷ not ended yet: "),
    ],
)
def test_what_is_under_way_needs_no_reason(outcome: Outcome, words: str) -> None:
    changed = replace(OFFLINE_CAUSE, cause=Cause("", ""), outcome=outcome)

    assert lines(failures(OFFLINE_ROW, causes=(changed,)))[2].startswith(words)


@pytest.mark.parametrize("id_", ["", "a,b", "a \"b' c", "x" * 1_880])
def test_a_cause_that_no_command_can_mean_has_no_button(id_: str) -> None:
    changed = replace(IN_USE_CAUSE, id=id_)

    message = failures_page(failures(SKIPPED_ROW, causes=(changed,)))

    assert [block for block in message.blocks if "accessory" in block] == []
    assert "See: " not in message.text


def test_a_cause_narrows_what_was_asked_for() -> None:
    line = '/runs failures target:"FIN DESK" since:7d cause:old'

    message = failures_page(failures(*ROWS, line=line))

    values = [
        block["accessory"]["value"] for block in message.blocks if "accessory" in block
    ]
    begin = 'v1 /runs failures target:"FIN DESK" since:7d'
    assert values == [f"{begin} cause:offline 1", f"{begin} cause:in-use 1"]
    assert parse(of_cause(line, "offline")) == FailureQuery(
        wanted=FailureFilter(targets=("FIN DESK",), causes=("offline",)), since="7d"
    )


def test_all_failures_of_a_cloud_are_those_of_a_day() -> None:
    assert parse(all_failures("/runs cloud:lab")) == FailureQuery(
        since="24h", cloud="lab"
    )
