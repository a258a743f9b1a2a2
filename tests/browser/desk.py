"""The page as people use it: by the names and roles that everybody gets."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from bot.playground.slack import CHANNEL


@dataclass(frozen=True, slots=True)
class Desk:
    """What one person has before them."""

    page: Page

    @property
    def conversation(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("complementary", name="Thread")

    @property
    def behind(self) -> Locator:
        return self.page.get_by_role("complementary", name="Behind the scenes")

    @property
    def modal(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def composer(self) -> Locator:
        return self.conversation.get_by_role("textbox", name=re.compile("^Message "))

    @property
    def messages(self) -> Locator:
        return self.conversation.get_by_role("log").get_by_role("article")

    @property
    def newest(self) -> Locator:
        return self.messages.last

    def ask(self, text: str) -> Locator:
        """Type it and press Enter; gives the newest message, which is a new one."""
        self.composer.fill(text)
        before = self.messages.count()
        self.page.keyboard.press("Enter")
        expect(self.composer).to_have_value("")
        expect(self.messages.nth(before)).to_be_attached()
        return self.newest

    def answer(self, text: str, shows: str) -> Locator:
        """The answer to `text`, once it shows this."""
        answer = self.ask(text)
        expect(answer).to_contain_text(shows)
        return answer

    def show(self, part: str) -> None:
        """Bring a part to the front, where there is room for one only."""
        views = self.page.get_by_role("navigation", name="Views")
        if views.is_visible():
            views.get_by_role("button", name=part).click()

    def act_as(self, name: str) -> None:
        who = self.page.get_by_role("combobox", name="You act as")
        label = who.get_by_role("option", name=re.compile(f"^{name}"))
        who.select_option(label=label.inner_text())


def place(user: str, channel: str = CHANNEL) -> str:
    """Where somebody is, as the address says it."""
    return f"/#{user}/{channel}"


def share(desk: Desk, text: str, shows: str) -> None:
    """Ask, and share the answer with the channel."""
    answer = desk.answer(text, shows)
    answer.get_by_role("button", name="Share").click()
    expect(desk.newest).to_contain_text("Shared by")


def reply(desk: Desk, text: str) -> None:
    """Write into the thread of the newest message."""
    desk.newest.hover()
    desk.newest.get_by_role("button", name="Reply in thread").click()
    field = desk.thread.get_by_role("textbox", name=re.compile("^Reply in "))
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_value("")
