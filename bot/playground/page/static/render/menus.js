// Menus: a select, and the "more" button that Slack calls overflow.

import { h } from "../dom.js";
import { icon } from "../shell/icons.js";
import { opensMenu } from "../shell/menu.js";
import { act } from "./acting.js";
import { address } from "./links.js";
import { labelOf, optionsOf } from "./options.js";
import { plainOf } from "./text.js";

// On a closed select these would choose the next option at once.
const MOVES = new Set(["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "Enter"]);

export function renderSelect(element, scene, block) {
  const { placeholder, initial_option: initial, action_id: action } = element;
  const chosen = scene.choices[`${block}/${action}`] ?? initial;
  const name = placeholder ? plainOf(placeholder) : "Choose";
  // What is chosen stands here, so that it can be chosen again from the list.
  const shown = h("option", { value: "" }, chosen ? labelOf(chosen) : name);
  const select = h(
    "select",
    { class: "select", "aria-label": name, data: { actionId: action ?? "" } },
    shown,
    ...groupsOf(element),
  );
  shown.hidden = true;
  select.addEventListener("keydown", opensFirst);
  select.addEventListener("change", () => choose(select, element, scene, block));
  return select;
}

export function renderOverflow(element, scene, block) {
  const look = {
    type: "button",
    class: "button is-small",
    "aria-label": "More actions",
    data: { actionId: element.action_id ?? "" },
  };
  const button = h("button", look, icon("more"));
  const items = element.options.map((option) => ({
    label: labelOf(option),
    detail: option.description ? plainOf(option.description) : "",
    act: () => pick(button, element, option, scene, block),
  }));
  opensMenu(button, () => items);
  return button;
}

function pick(button, element, option, scene, block) {
  const href = option.url ? address(option.url) : null;
  return act(button, scene, element, deed(element, option, block), href);
}

async function choose(select, element, scene, block) {
  const option = optionsOf(element).find(({ value }) => value === select.value);
  select.selectedIndex = 0;
  if (!option) return;
  const done = await act(select, scene, element, deed(element, option, block));
  if (done) select.options[0].textContent = labelOf(option);
}

function deed({ action_id: action }, option, block) {
  return { name: "choose", block_id: block, action_id: action, value: option.value, option };
}

function groupsOf(element) {
  const groups = element.option_groups;
  if (!groups) return optionsOf(element).map(optionOf);
  return groups.map(({ label, options }) =>
    h("optgroup", { label: plainOf(label) }, ...options.map(optionOf)),
  );
}

function optionOf(option) {
  return h("option", { value: option.value }, labelOf(option));
}

function opensFirst(event) {
  const { key, currentTarget: select } = event;
  const moves = MOVES.has(key) || (key.length === 1 && !event.ctrlKey && !event.metaKey);
  if (!moves || !select.showPicker) return;
  event.preventDefault();
  select.showPicker();
}
