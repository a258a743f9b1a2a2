// The interactive elements of blocks (docs.slack.dev/reference/block-kit/block-elements).

import { h } from "../dom.js";
import { act } from "./acting.js";
import { renderInput } from "./inputs.js";
import { address, anchor } from "./links.js";
import { renderOverflow, renderSelect } from "./menus.js";
import { picture } from "./pictures.js";
import { placeholder } from "./placeholder.js";
import { plainOf } from "./text.js";

const STYLES = { primary: "primary", danger: "danger" };
const DRAWN = {
  button: renderButton,
  image: (image) => picture(image, "is-medium"),
  overflow: renderOverflow,
  static_select: renderSelect,
};

/** One element of this block; where it is one to be filled in, without a label. */
export function renderElement(element, scene, block) {
  const draw = Object.hasOwn(DRAWN, element?.type) ? DRAWN[element.type] : null;
  if (draw) return draw(element, scene, block);
  return renderInput(element, scene) ?? placeholder("element", element?.type);
}

function renderButton(element, scene, block) {
  const { text, style, value, action_id: action } = element;
  const deed = { name: "press", block_id: block, action_id: action, value };
  const look = {
    class: `button is-small ${STYLES[style] ?? ""}`.trim(),
    "aria-label": element.accessibility_label,
    data: { actionId: action ?? "" },
    on: { click: ({ currentTarget }) => act(currentTarget, scene, element, deed) },
  };
  const href = element.url ? address(element.url) : null;
  if (href) return anchor(href, [plainOf(text)], look);
  return h("button", { type: "button", ...look }, plainOf(text));
}
