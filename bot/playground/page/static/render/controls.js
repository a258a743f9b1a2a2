// The controls of fields, by the type of Slack's element: each a node and what it reads.

import { h } from "../dom.js";
import { offersOf } from "./offers.js";
import { initialOf, labelOf, optionsOf } from "./options.js";
import { known } from "./placeholder.js";
import { plainOf, renderText } from "./text.js";

const TYPED = {
  plain_text_input: "text",
  email_text_input: "email",
  url_text_input: "url",
  number_input: "text",
};
const LONGEST = 3_000;
const PICKED = {
  datepicker: ["date", "initial_date"],
  timepicker: ["time", "initial_time"],
};
const KNOWN = {
  users_select: ["people", "initial_user"],
  channels_select: ["channels", "initial_channel"],
  conversations_select: ["channels", "initial_conversation"],
  multi_users_select: ["people", "initial_users"],
  multi_channels_select: ["channels", "initial_channels"],
  multi_conversations_select: ["channels", "initial_conversations"],
};

/**
 * @returns {{node: HTMLElement, id: string, isGroup: boolean, read: () => string|string[]}}
 *     or null for a type that has no control here
 */
export function controlOf(element, scene, id) {
  const type = element?.type;
  if (known(TYPED, type)) return typed(element, id);
  if (known(PICKED, type)) return picked(element, id);
  if (known(KNOWN, type)) return fromScene(element, scene, id);
  if (type === "external_select") return offersOf(element, scene, id);
  if (type === "static_select") return one(element, optionsIn(element), initialOf(element), id);
  const several = type === "checkboxes" || type === "multi_static_select";
  if (several || type === "radio_buttons") {
    return ticks(element, several, optionsOf(element), initialOf(element), id, scene);
  }
  return null;
}

function typed(element, id) {
  const tag = element.multiline ? "textarea" : "input";
  const node = h(tag, {
    id,
    class: "text-input",
    placeholder: element.placeholder ? plainOf(element.placeholder) : null,
    maxLength: lengthOf(element.max_length) ?? LONGEST,
  });
  if (tag === "input") node.type = TYPED[element.type];
  if (element.type === "number_input") node.inputMode = "decimal";
  node.value = element.initial_value ?? "";
  return { node, id, isGroup: false, read: () => node.value };
}

function lengthOf(given) {
  return Number.isInteger(given) && given > 0 ? Math.min(given, LONGEST) : null;
}

function picked(element, id) {
  const [type, initial] = PICKED[element.type];
  const node = h("input", { id, type, class: "text-input", value: element[initial] ?? "" });
  return { node, id, isGroup: false, read: () => node.value };
}

function fromScene(element, scene, id) {
  const [kind, initial] = KNOWN[element.type];
  const options = (scene[kind]?.() ?? []).map(({ id: value, name }) => ({
    value,
    text: { type: "plain_text", text: name, emoji: false },
  }));
  const chosen = new Set([element[initial] ?? []].flat());
  if (element.type.startsWith("multi")) return ticks(element, true, options, chosen, id, scene);
  return one(element, options.map((each) => optionOf(each, chosen)), chosen, id);
}

function one(element, options, chosen, id) {
  const name = element.placeholder ? plainOf(element.placeholder) : "Choose";
  const nothing = h("option", { value: "" }, name);
  const node = h("select", { id, class: "select" }, nothing, ...options);
  if (!chosen.size) node.value = "";
  return { node, id, isGroup: false, read: () => node.value };
}

function optionsIn(element) {
  const chosen = initialOf(element);
  if (!element.option_groups) return optionsOf(element).map((each) => optionOf(each, chosen));
  return element.option_groups.map(({ label, options }) =>
    h("optgroup", { label: plainOf(label) }, ...options.map((each) => optionOf(each, chosen))),
  );
}

function optionOf(option, chosen) {
  const { value } = option;
  return h("option", { value, selected: chosen.has(value) }, labelOf(option));
}

function ticks(element, several, options, chosen, id, scene) {
  const boxes = options.map((option) => {
    const type = several ? "checkbox" : "radio";
    const { value } = option;
    const box = h("input", { type, name: id, value, checked: chosen.has(value) });
    const more = option.description ? renderText(option.description, scene) : null;
    more?.classList.add("detail");
    return h("label", { class: "tick" }, box, h("span", {}, renderText(option.text, scene), more));
  });
  const node = h("div", { class: "ticks" }, ...boxes);
  const read = () => [...node.querySelectorAll("input:checked")].map(({ value }) => value);
  const most = several ? (element.max_selected_items ?? Infinity) : Infinity;
  const limit = () => {
    const full = read().length >= most;
    for (const box of node.querySelectorAll("input")) box.disabled = full && !box.checked;
  };
  node.addEventListener("change", limit);
  limit();
  return { node, id, isGroup: true, read: several ? read : () => read()[0] ?? "" };
}
