import pytest

from bot.domain.commandline import COMMAND, LONGEST
from bot.domain.lookups import SHAPES, LookUpQuery
from bot.domain.queries import _READERS, HelpQuery, Query, parse, verbs
from bot.domain.references import Reference, SourceName
from bot.domain.verbs import first_verb
from bot.domain.works import GlanceQuery, HealthQuery

UUID = "123e4567-e89b-12d3-a456-426614174000"


def script(*ids: str, cloud: str = "") -> LookUpQuery:
    return LookUpQuery(SourceName.SCRIPT, ids, cloud)


QUESTIONS: dict[str, tuple[str, Query]] = {
    "nothing": ("", GlanceQuery()),
    "white space": (" \n\t", GlanceQuery()),
    "help": ("help", HelpQuery()),
    "help in capitals": ("HELP", HelpQuery()),
    "help on a verb": ("help script", HelpQuery("script")),
    "help on another verb": ("help pool", HelpQuery("pool")),
    "help on help": ("help help", HelpQuery("help")),
    "a topic in capitals": ("help Script", HelpQuery("script")),
    "a record": ("script abc", script("abc")),
    "a verb in capitals": ("Script ABC", script("ABC")),
    "a UUID": (f"script {UUID}", script(UUID)),
    "more white space": ("  script \t abc \n", script("abc")),
    "a cloud": ("script abc cloud:prod", script("abc", cloud="prod")),
    "a cloud in capitals": ("script abc cloud:PROD", script("abc", cloud="prod")),
    "a cloud first": ("cloud:prod script abc", script("abc", cloud="prod")),
    "a quoted cloud first": ('cloud:"prod" script abc', script("abc", cloud="prod")),
    "a cloud in the middle": ("script cloud:prod abc", script("abc", cloud="prod")),
    "an option in capitals": ("script abc CLOUD:prod", script("abc", cloud="prod")),
    "a quoted id": ('script "abc"', script("abc")),
    "a quoted verb": ('"script" abc', script("abc")),
    "curly quotes": ("script \u201cabc\u201d", script("abc")),
    "a quoted cloud": (
        "script abc cloud:\u201cprod\u201d",
        script("abc", cloud="prod"),
    ),
    "an id with colons": ("script urn:a:1", script("urn:a:1")),
    "a reference": ("script prod/script/abc", script("abc", cloud="prod")),
    "an encoded reference": (
        "script prod/script/a%3Ab",
        script("a:b", cloud="prod"),
    ),
    "a reference and its cloud": (
        "script prod/script/abc cloud:prod",
        script("abc", cloud="prod"),
    ),
    "an id that is a verb": ("script script", script("script")),
    "the whole command": ("/runs script abc", script("abc")),
    "the whole command, indented": ("  /runs script abc", script("abc")),
    "the command alone": ("/runs", GlanceQuery()),
    "a cloud at a glance": ("cloud:prod", GlanceQuery(cloud="prod")),
    "the whole command and a cloud": ("/runs cloud:Prod", GlanceQuery(cloud="prod")),
    "health": ("health", HealthQuery()),
    "the command and a tab": ("/runs\tscript abc", script("abc")),
}


@pytest.mark.parametrize(("text", "query"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_is_read(text: str, query: Query) -> None:
    read = parse(text)

    assert read == query


IDS = {
    "a script's": ("script R", ("R",)),
    "a task's": ("task T", ("T",)),
    "a task's run": ("task T R", ("T", "R")),
    "a desktop in a task's run": ("task T R D", ("T", "R", "D")),
    "a pool's": ("pool T", ("T",)),
    "a desktop in a pool's run": ("pool T D", ("T", "D")),
    "an order's": ("order SCT1", ("SCT1",)),
    "an instance in an order": (
        "order SCT1 1 9007199254740993",
        ("SCT1", "1", "9007199254740993"),
    ),
    "an app's": ("app H", ("H",)),
    "a server in an app's run": ("app H S", ("H", "S")),
}


@pytest.mark.parametrize(("text", "ids"), IDS.values(), ids=IDS.keys())
def test_every_source_is_looked_up_by_its_ids(text: str, ids: tuple[str, ...]) -> None:
    verb = text.split(maxsplit=1)[0]

    read = parse(f"{text} cloud:prod")

    assert read == LookUpQuery(SourceName(verb), ids, "prod")


REFERENCES = [
    Reference("prod", shape.source, tuple(f"a:{place}" for place in range(count)))
    for shape in SHAPES.values()
    for count in shape.counts
]


@pytest.mark.parametrize("reference", REFERENCES, ids=str)
@pytest.mark.parametrize("line", ["{0} {1}", "/runs {0} {1}", '{0} "{1}" cloud:prod'])
def test_every_reference_means_its_ids_in_its_cloud(
    reference: Reference, line: str
) -> None:
    read = parse(line.format(reference.source, reference))

    assert read == LookUpQuery(reference.source, reference.ids, "prod")


def test_the_longest_line_is_read() -> None:
    line = "script abc".ljust(LONGEST)

    query = parse(line)

    assert query == script("abc")


def test_the_longest_line_is_read_again_with_the_command_in_front() -> None:
    line = f"pool name:{'x' * (LONGEST - 10)}"

    again = parse(f"{COMMAND} {line}")

    assert (len(line), again) == (LONGEST, parse(line))


def test_the_longest_id_is_read() -> None:
    query = parse(f"script {'x' * 128}")

    assert query == script("x" * 128)


def test_every_verb_is_listed() -> None:
    listed = verbs()

    assert listed == (
        "failures",
        "find",
        "script",
        "task",
        "tasks",
        "pool",
        "order",
        "orders",
        "app",
        "apps",
        "watch",
        "digest",
        "why",
        "history",
        "output",
        "health",
        "help",
    )


def test_every_verb_is_read() -> None:
    assert tuple(_READERS) == verbs()


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("script abc", "script"),
        ("  SCRIPT\tabc", "script"),
        ("script", "script"),
        ("help script", "help"),
        ("scripts abc", ""),
        ("tasks", "tasks"),
        ("target:FIN failures", "failures"),
        ('failures name:"patch', "failures"),
        ("abc script", ""),
        ("", ""),
        (" \n", ""),
        ("/runs script abc", "script"),
        (" /runs\tscript abc", "script"),
        ("/runs", ""),
        ("/runsscript abc", ""),
        ("cloud:prod task abc", "task"),
        ('name:"patch check" pool', "pool"),
        ("name:\u201cpatch script check\u201d pool", "pool"),
        ('"pool" since:24h', "pool"),
        ('"pool since:24h"', ""),
    ],
)
def test_the_first_word_tells_the_verb(text: str, verb: str) -> None:
    found = first_verb(text)

    assert found == verb
