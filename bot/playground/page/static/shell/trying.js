// What to try, and the app's global shortcuts: beside the composer.

import { h } from "../dom.js";
import { icon } from "./icons.js";
import { opensMenu } from "./menu.js";

// How many stand beside the menu of them all.
const IN_LINE = 2;

/** A line of things to try; pressing one puts it into the composer. */
export function examplesLine(desk) {
  const all = h("button", { type: "button", class: "plain" }, icon("bulb"), "Things to try");
  const line = h("div", { class: "examples-line" });
  const attributes = { class: "examples", role: "group", "aria-label": "Things to try" };
  const element = h("div", { ...attributes, hidden: true }, all, line);
  opensMenu(all, () => desk.app.examples.map((one) => entry(desk, one)));
  desk.store.on(["app"], () => {
    const { examples } = desk.app;
    element.hidden = examples.length === 0;
    line.replaceChildren(...examples.slice(0, IN_LINE).map((one) => example(desk, one)));
  });
  return element;
}

function entry(desk, { text, why }) {
  return { label: why, detail: text, act: () => desk.type(text) };
}

function example(desk, { text, why }) {
  const on = { click: () => desk.type(text) };
  return h("button", { type: "button", class: "example", title: text, on }, why);
}

/** A button with the app's global shortcuts, hidden while there are none. */
export function shortcutsButton(desk) {
  const offered = () => desk.app.shortcuts.filter(({ type }) => type === "global");
  const button = h(
    "button",
    { type: "button", class: "plain", hidden: true },
    icon("spark"),
    "Shortcuts",
  );
  const run = async ({ callback_id }) => {
    const { channel } = desk.route;
    const { error } = await desk.do("shortcut", { callback_id, channel });
    if (error) desk.tell({ channel }, error);
  };
  opensMenu(button, () =>
    offered().map((one) => ({ label: one.name, detail: one.description, act: () => run(one) })),
  );
  desk.store.on(["app"], () => {
    button.hidden = offered().length === 0;
  });
  return button;
}
