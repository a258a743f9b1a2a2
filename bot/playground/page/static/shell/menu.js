// A menu that a button opens.

import { h } from "../dom.js";

const MARGIN = 8;
const MOVES = { ArrowDown: 1, ArrowUp: -1 };
const ENDS = { Home: 0, End: -1 };

/**
 * Let a button open a menu of what `items()` gives: {label, detail, act}.
 * Arrows, Home and End move, Escape and a click elsewhere close, and the focus goes back
 * to the button.
 */
export function opensMenu(button, items) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => open(button, items()));
}

function open(button, items) {
  const menu = h("div", {
    class: "menu",
    role: "menu",
    "aria-label": nameOf(button),
    popover: "auto",
  });
  menu.append(...items.map((each) => entry(menu, each)));
  menu.addEventListener("keydown", (event) => move(menu, event));
  menu.addEventListener("focusin", ({ target }) => activate(menu, target));
  menu.addEventListener("toggle", ({ newState }) => toggled(menu, button, newState));
  button.after(menu);
  menu.showPopover();
  place(menu, button.getBoundingClientRect());
  menu.firstElementChild?.focus();
}

function entry(menu, { label, detail, act }) {
  const choose = () => {
    menu.hidePopover();
    act();
  };
  const more = detail ? h("span", { class: "detail" }, detail) : null;
  const attributes = { type: "button", role: "menuitem", tabIndex: -1 };
  return h("button", { ...attributes, on: { click: choose } }, label, more);
}

// The whole menu is one stop for Tab.
function activate(menu, active) {
  for (const each of menu.children) each.tabIndex = each === active ? 0 : -1;
}

function move(menu, event) {
  if (event.key === "Tab") menu.hidePopover();
  const entries = [...menu.children];
  const from = entries.indexOf(document.activeElement);
  const to = event.key in MOVES ? from + MOVES[event.key] : ENDS[event.key];
  if (to === undefined) return;
  event.preventDefault();
  entries.at(to % entries.length).focus();
}

function toggled(menu, button, state) {
  button.setAttribute("aria-expanded", String(state === "open"));
  if (state !== "closed") return;
  const mine = menu.contains(document.activeElement) || document.activeElement === document.body;
  menu.remove();
  if (mine) button.focus();
}

function place(menu, anchor) {
  const { offsetWidth, offsetHeight } = menu;
  const below = anchor.bottom + 4;
  const fits = below + offsetHeight + MARGIN <= innerHeight;
  const left = Math.min(anchor.left, innerWidth - offsetWidth - MARGIN);
  menu.style.left = `${Math.max(MARGIN, left)}px`;
  menu.style.top = `${fits ? below : Math.max(MARGIN, anchor.top - offsetHeight - 4)}px`;
}

function nameOf(button) {
  return button.getAttribute("aria-label") ?? button.textContent;
}
