from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    OPERATOR,
)
from tests.playground.block_samples import (
    actions,
    button,
    plain,
    section,
)
from tests.playground.page.seen import ROWS, SECOND, key_of, marker, message
from tests.playground.page.town import Json, Town
from tests.playground.page.visitor import Visitor
from tests.playground.tiny_bot import TAKEN, answer


async def test_a_message_is_replaced_where_it_stands(town: Town, mei: Visitor) -> None:
    ts = await town.post("first", blocks=[section()])
    async with mei.feed() as feed:
        await town.call("chat.update", channel=CHANNEL, ts=ts, text="only", blocks=[])

        await feed.until(lambda known: known[key_of(ts)]["text"] == "only")

        assert feed.known[key_of(ts)] == message(ts, "only", edited=True)


async def test_the_answer_to_a_press_replaces_the_message(
    town: Town, mei: Visitor
) -> None:
    ts = await town.whisper("rows", blocks=[ROWS])
    async with mei.feed() as feed:
        press = await town.slack.press(OPERATOR, town.slack.posts[-1], action_id="open")
        page = {"text": "page 2", "blocks": [section()], "replace_original": True}
        assert await answer(town.http, press.response_url, page) == TAKEN

        await feed.until(lambda known: known[key_of(ts)]["text"] == "page 2")

        shown = feed.known[key_of(ts)]
        assert (shown["private"], shown["edited"]) == (True, False)
        assert [block["type"] for block in shown["blocks"]] == ["section"]


async def test_a_deleted_message_is_gone(town: Town, mei: Visitor) -> None:
    ts = await town.post("soon gone")
    async with mei.feed() as feed:
        await town.call("chat.delete", channel=CHANNEL, ts=ts)

        await feed.until(lambda known: key_of(ts) not in known)

        (gone,) = (event["gone"] for event in feed.events if event["gone"])
        assert gone == [key_of(ts)]
    async with mei.feed() as again:
        assert again.texts() == []


async def test_a_private_message_that_is_deleted_is_gone(
    town: Town, mei: Visitor
) -> None:
    ts = await town.whisper("rows", blocks=[ROWS])
    async with mei.feed() as feed:
        press = await town.slack.press(OPERATOR, town.slack.posts[-1], action_id="open")
        gone = {"delete_original": True}
        assert await answer(town.http, press.response_url, gone) == TAKEN

        await feed.until(lambda known: key_of(ts) not in known)


async def test_what_is_chosen_is_seen_by_who_chose(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    ts = await town.post("rows", blocks=[ROWS])
    async with mei.feed() as hers, jonas.feed() as his:
        before = his.known[key_of(ts)]

        await town.slack.choose(OPERATOR, town.slack.posts[-1], value="second")

        await hers.until(lambda known: known[key_of(ts)]["choices"])
        assert hers.known[key_of(ts)]["choices"] == {"rows/select": SECOND}
        await marker(town, hers, his)
        assert his.known[key_of(ts)] == before


async def test_blocks_come_with_ids_that_can_be_pressed(
    town: Town, mei: Visitor
) -> None:
    unnamed = {"type": "button", "text": plain("Open")}
    ts = await town.post("rows", blocks=[actions(unnamed), {"type": "divider"}])
    async with mei.feed() as feed:
        buttons, divider = feed.known[key_of(ts)]["blocks"]

    assert divider["block_id"]
    (element,) = buttons["elements"]
    place = {"block_id": buttons["block_id"], "action_id": element["action_id"]}
    await mei.does("press", channel=CHANNEL, ts=ts, **place)
    assert place.items() <= town.slack.presses[-1].action.items()


async def test_the_blocks_of_attachments_come_last_and_have_ids(
    town: Town, mei: Visitor
) -> None:
    attached = [{"blocks": [section(), actions(button())]}, {"text": "no blocks"}]
    ts = await town.post("3 failed", blocks=[section()], attachments=attached)
    async with mei.feed() as feed:
        blocks = feed.known[key_of(ts)]["blocks"]

    assert [block["type"] for block in blocks] == ["section", "section", "actions"]
    assert all("block_id" in block for block in blocks)


async def test_a_reply_names_its_thread(town: Town, mei: Visitor) -> None:
    ts = await town.post("root")
    async with mei.feed() as feed:
        reply = await town.post("reply", thread_ts=ts)
        said = await town.slack.say(COLLEAGUE, "why?", thread_ts=ts)

        assert await feed.has(key_of(reply)) == message(reply, "reply", thread_ts=ts)
        theirs = key_of(said.message["ts"])
        assert await feed.has(theirs) == message(
            said.message["ts"],
            "why?",
            thread_ts=ts,
            author={"id": COLLEAGUE, "app": False},
        )


async def test_what_people_say_is_seen_as_they_say_it(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    hostile = "<script>alert(1)</script> \u202e &amp; \u0000"
    async with mei.feed() as hers, jonas.feed() as his:
        said = await town.slack.say(OPERATOR, hostile)

        ts = said.message["ts"]
        mine = message(ts, hostile, author={"id": OPERATOR, "app": False})
        assert await his.has(key_of(ts)) == mine
        assert await hers.has(key_of(ts)) == mine


async def test_files_come_with_their_message(town: Town, mei: Visitor) -> None:
    async with mei.feed() as feed:
        ids = {
            name: await town.share(name, b"a,b", CHANNEL)
            for name in ("rows.csv", "chart.PNG", "page.html", "noending", ".txt")
        }

        def files(known: dict[str, Json]) -> list[Json]:
            return [file for each in known.values() for file in each.get("files", ())]

        await feed.until(lambda known: len(files(known)) == 5)

        types = {"rows.csv": "text", "chart.PNG": "image", ".txt": "text"}
        assert files(feed.known) == [
            {
                "id": file_id,
                "name": name,
                "title": name,
                "size": 3,
                "type": types.get(name, "other"),
            }
            for name, file_id in ids.items()
        ]


async def test_only_the_newest_of_a_channel_are_there(town: Town, mei: Visitor) -> None:
    for number in range(301):
        await town.slack.say(OPERATOR, f"number {number:03}")
    async with mei.feed() as feed:
        assert feed.texts() == [f"number {number:03}" for number in range(1, 301)]

        await town.slack.say(OPERATOR, "number 301")
        await feed.until(lambda _: "number 301" in feed.texts())

        assert len(feed.texts()) == 300
        assert "number 001" not in feed.texts()
