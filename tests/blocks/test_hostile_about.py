"""Whatever is known about one execution, its answer can be sent."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.ladder import simpler
from bot.blocks.output_page import output_file
from bot.blocks.sharing import shared
from bot.blocks.thread_help import thread_help
from bot.domain.answers import OutputAnswer, Shareable
from tests.blocks.about_strategies import ABOUT, OUTPUT_ANSWER
from tests.blocks.samples import DATE_TOKEN, broken_rules, mrkdwn_of
from tests.blocks.test_hostile_failures import SHARER, fits


@settings(max_examples=40)
@given(ABOUT, st.sampled_from(Audience))
def test_no_answer_breaks_a_rule(answer: Shareable, audience: Audience) -> None:
    message = render(answer, "k3v9", audience)

    assert broken_rules(message) == []
    assert fits(message)


@settings(max_examples=40)
@given(ABOUT)
def test_no_shared_or_simpler_answer_breaks_a_rule(answer: Shareable) -> None:
    message = shared(render(answer, "k3v9", Audience.CHANNEL), SHARER)

    rungs = [message, *simpler(message)]
    broken = [broken_rules(one, mentions_allowed=[SHARER]) for one in rungs]
    assert broken == [[]] * len(rungs)
    assert [one for one in rungs if not fits(one)] == []


@settings(max_examples=40)
@given(ABOUT)
def test_nothing_from_outside_becomes_markup(answer: Shareable) -> None:
    message = render(answer, "k3v9")

    shown = "\n".join(DATE_TOKEN.sub("", text) for text in mrkdwn_of(message))
    assert re.findall("[<>]", message.text) == []
    assert re.findall("[<>]", shown) == []


@given(OUTPUT_ANSWER)
def test_every_file_of_an_output_has_a_name_that_can_be_saved(
    answer: OutputAnswer,
) -> None:
    file = output_file(answer)

    assert file is None or re.fullmatch(r'output-[^/\\:*?"<>|\n]+\.txt', file.name)


def test_the_help_of_threads_breaks_no_rule() -> None:
    assert broken_rules(thread_help()) == []
