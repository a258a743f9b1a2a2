// Puts the page together and keeps it where the address says.

import { h } from "./dom.js";
import { liveRegions } from "./shell/announce.js";
import { behindTheScenes } from "./shell/behind.js";
import { Conversation } from "./shell/conversation.js";
import { Desk } from "./shell/desk.js";
import { Feed } from "./shell/feed.js";
import { Modals } from "./shell/modals.js";
import { tellNews } from "./shell/news.js";
import { Reading } from "./shell/reading.js";
import { here } from "./shell/routes.js";
import { Sidebar } from "./shell/sidebar.js";
import { lostBanner, skipLinks } from "./shell/surroundings.js";
import { wear } from "./shell/themes.js";
import { Thread } from "./shell/thread.js";
import { Views } from "./shell/views.js";
import { Store } from "./store.js";

// Who acts when the address does not say.
const FIRST_PERSON = "U0OPERATOR1";

wear();
const desk = new Desk(new Store());
const reading = new Reading();
const views = new Views();
const sidebar = new Sidebar(desk, reading);
const conversation = new Conversation(desk, reading, views.toggle);
const thread = new Thread(desk, reading);
const behind = behindTheScenes(desk, () => views.behind(false));
const banner = lostBanner();
const feed = new Feed(
  desk.store,
  (lost) => banner.show(lost),
  () => beSomebody(),
);
new Modals(desk).watch();
tellNews(desk);

desk.front = (name) => views.front(name);
desk.recount = (ts) => {
  const unread = sidebar.show();
  if (ts) conversation.recount(ts);
  entitle(unread);
};
desk.store.on(["message", "channel", "app"], () => desk.recount());
desk.store.onReset(() => arrive());

const frame = h(
  "div",
  { class: "app" },
  sidebar.element,
  conversation.element,
  thread.element,
  behind,
);
const top = h(
  "header",
  {},
  ...skipLinks(conversation),
  h("h1", { class: "unseen" }, "Runwatch Playground"),
  banner.element,
  ...liveRegions(),
);
document.body.append(top, frame, views.bar);
views.hold(frame, thread.element);
addEventListener("hashchange", () => move());
move();

// Another person sees other things, so that nothing is shown before the feed has told.
function move() {
  const route = here();
  const person = route.person ?? FIRST_PERSON;
  const isOther = person !== desk.route.person;
  desk.route = { ...route, person };
  if (isOther) become(person);
  else if (desk.store.of("channel").length > 0) show({ moved: true });
}

// An address from elsewhere may name a person who isn't here.
function beSomebody() {
  const { person } = desk.route;
  if (person !== FIRST_PERSON && !desk.person(person)) {
    desk.open({ person: FIRST_PERSON, channel: null, place: null }, { silently: true });
  }
}

function become(person) {
  desk.dismiss();
  conversation.forget();
  thread.forget();
  feed.open(person);
}

function arrive() {
  if (!desk.channel() && desk.firstChannel) {
    desk.open({ channel: desk.firstChannel.id, place: null }, { silently: true });
  }
  show();
}

function show({ moved = false } = {}) {
  conversation.show();
  const left = thread.root;
  if (thread.show()) {
    views.thread(thread.root !== null);
    if (moved && thread.root) thread.focus();
    else if (moved && left) conversation.focusOn(left);
  }
  desk.recount();
}

function entitle(unread) {
  const channel = desk.channel();
  const count = unread > 0 ? `(${unread}) ` : "";
  document.title = `${count}${channel ? `${desk.titleOf(channel)} · ` : ""}${desk.app.team}`;
}
