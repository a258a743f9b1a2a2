// What people fill in (docs.slack.dev/reference/block-kit/blocks/input-block).

import { h } from "../dom.js";
import { controlOf } from "./controls.js";
import { known, placeholder } from "./placeholder.js";
import { plainOf } from "./text.js";

// What each field on the page reads from its controls.
const READERS = new WeakMap();
let made = 0;

/** An input block: the label, the control, the hint and, later, what is wrong with it. */
export function renderField(block, scene) {
  const { element, label, hint, optional } = block;
  const control = controlOf(element, scene, newName());
  if (!control) return placeholder("input", element?.type);
  const mark = optional ? h("span", { class: "detail" }, " (optional)") : null;
  const told = hint ? h("p", { class: "detail", id: newName() }, plainOf(hint)) : null;
  const wrong = h("p", { class: "field-error", id: newName(), hidden: true });
  describe(control, [told?.id, wrong.id]);
  if (!optional && !control.isGroup) control.node.setAttribute("aria-required", "true");
  const title = [h("bdi", {}, plainOf(label)), mark];
  const field = control.isGroup
    ? h("fieldset", {}, h("legend", {}, ...title), control.node, told, wrong)
    : h("div", {}, h("label", { for: control.id }, ...title), control.node, told, wrong);
  return kept(field, element, control);
}

/** A control that stands alone, in a section or among actions; null for another type. */
export function renderInput(element, scene) {
  const control = controlOf(element, scene, newName());
  if (!control) return null;
  const name = element.placeholder ? plainOf(element.placeholder) : spoken(element.type);
  control.node.setAttribute("aria-label", name);
  if (control.isGroup) control.node.setAttribute("role", "group");
  return kept(h("div", {}, control.node), element, control);
}

/** What stands in the input blocks of a form, by action_id: a text, or a list of values. */
export function valuesOf(form) {
  const fields = [...form.querySelectorAll(".block.is-input .field")];
  return Object.fromEntries(fields.map((field) => [field.dataset.actionId, READERS.get(field)()]));
}

/** Say beside the fields what is wrong with them, by block_id, and of others nothing. */
export function showErrors(form, errors) {
  for (const field of form.querySelectorAll(".field")) {
    const block = field.closest("[data-block-id]").dataset.blockId;
    const wrong = field.querySelector(".field-error");
    if (wrong) show(field, wrong, known(errors, block));
  }
  form.querySelector("[aria-invalid=true]")?.focus();
}

function show(field, wrong, sentence) {
  wrong.textContent = sentence ?? "";
  wrong.hidden = !sentence;
  for (const control of field.querySelectorAll("input, select, textarea")) {
    if (sentence) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

function kept(field, element, control) {
  field.classList.add("field");
  field.dataset.actionId = element.action_id ?? "";
  READERS.set(field, control.read);
  return field;
}

function describe({ node }, ids) {
  const controls = node.matches("input, select, textarea")
    ? [node]
    : node.querySelectorAll("input, select, textarea");
  for (const each of controls) each.setAttribute("aria-describedby", ids.filter(Boolean).join(" "));
}

function spoken(type) {
  return type[0].toUpperCase() + type.slice(1).replaceAll("_", " ");
}

function newName() {
  made += 1;
  return `field-${made}`;
}
