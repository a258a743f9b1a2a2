// A select whose options the bot names while a person types.

import { h } from "../dom.js";
import { initialOf, labelOf } from "./options.js";
import { plainOf } from "./text.js";

const PAUSE = 200;
// docs.slack.dev/reference/block-kit/block-elements/select-menu-element
const USUAL_LENGTH = 3;

/** A field to type into, and below it what is offered; `id` is the field's. */
export function offersOf(element, scene, id) {
  const name = element.placeholder ? plainOf(element.placeholder) : "Type to find one";
  const field = h("input", { id, type: "search", class: "text-input", placeholder: name });
  const select = h("select", { class: "select", "aria-label": "What was found" });
  const state = { offered: element.initial_option ? [element.initial_option] : [], asked: 0 };
  fill(select, state.offered, [...initialOf(element)][0] ?? "");
  let waiting = 0;
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => offer(element, scene, field, select, state), PAUSE);
  };
  field.addEventListener("input", ask);
  field.addEventListener("focus", ask, { once: true });
  const node = h("div", { class: "offers" }, field, select);
  return { node, id, isGroup: false, read: () => select.value };
}

async function offer(element, scene, field, select, state) {
  const least = element.min_query_length ?? USUAL_LENGTH;
  if (field.value.length < least || !scene.type) return;
  state.asked += 1;
  const asked = state.asked;
  const options = await scene.type(element.action_id, field.value);
  // What was asked before may be answered after.
  if (asked !== state.asked) return;
  const chosen = state.offered.filter(({ value }) => value === select.value);
  const others = options.filter(({ value }) => value !== select.value);
  state.offered = [...chosen, ...others];
  fill(select, state.offered, select.value);
}

function fill(select, options, chosen) {
  const nothing = h("option", { value: "" }, options.length ? "Choose" : "Nothing found yet");
  const shown = options.map((option) => h("option", { value: option.value }, labelOf(option)));
  select.replaceChildren(nothing, ...shown);
  select.value = chosen;
}
