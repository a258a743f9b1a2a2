// Dialogs: modal, named, and they give the focus back.

import { h } from "../dom.js";
import { visible } from "../render/foreign.js";
import { rememberFocus } from "./focus.js";
import { icon } from "./icons.js";

let made = 0;

/**
 * A dialog with a title, not yet shown.
 *
 * @param {() => void} dismiss called when the person wants it gone, by Escape or the cross
 */
export function dialog(title, className, dismiss, ...children) {
  made += 1;
  const heading = h("h2", { id: `dialog-${made}`, tabIndex: -1 }, visible(title));
  const cross = { type: "button", class: "tool", "aria-label": "Close", on: { click: dismiss } };
  const element = h(
    "dialog",
    { class: className, "aria-labelledby": heading.id },
    h("div", { class: "dialog-head" }, heading, h("button", cross, icon("close"))),
    ...children,
  );
  element.addEventListener("cancel", (event) => {
    event.preventDefault();
    dismiss();
  });
  return { element, heading };
}

/** Show it above everything; the function that comes back takes it away again. */
export function raise(element) {
  const below = [...document.querySelectorAll("dialog[open]")].at(-1);
  const focus = below
    ? rememberFocus(below, below.querySelector("h2"))
    : rememberFocus(document.querySelector(".app"), document.querySelector("main"));
  document.body.append(element);
  element.showModal();
  return () => {
    element.close();
    element.remove();
    focus();
  };
}

/** Slack's confirm object: resolves to true once the person agrees, else to false. */
export function confirmed({ title, text, confirm, deny, style }) {
  const { promise, resolve } = withResolvers();
  const button = (label, className, answer) =>
    h("button", { type: "button", class: className, on: { click: () => resolve(answer) } }, label);
  const { element } = dialog(
    plain(title, "Are you sure?"),
    "modal is-small",
    () => resolve(false),
    h("div", { class: "dialog-body" }, h("p", {}, plain(text, ""))),
    h(
      "div",
      { class: "dialog-foot" },
      button(plain(deny, "Cancel"), "button", false),
      button(plain(confirm, "Yes"), `button ${style === "danger" ? "danger" : "primary"}`, true),
    ),
  );
  const lower = raise(element);
  element.querySelector(".dialog-foot button").focus();
  return promise.finally(lower);
}

function plain(text, otherwise) {
  return visible(typeof text === "string" ? text : (text?.text ?? otherwise));
}

function withResolvers() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
