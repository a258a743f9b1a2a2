// The interactive elements of blocks (docs.slack.dev/reference/block-kit/block-elements).

import { h } from "../dom.js";
import { act } from "./acting.js";
import { visible } from "./foreign.js";
import { renderInput } from "./inputs.js";
import { address, anchor } from "./links.js";
import { renderOverflow, renderSelect } from "./menus.js";
import { picture } from "./pictures.js";
import { known, placeholder, shownOr } from "./placeholder.js";
import { plainOf } from "./text.js";

const STYLES = new Set(["primary", "danger"]);
const DRAWN = {
  button: renderButton,
  image: (image) => picture(image, "is-medium"),
  overflow: renderOverflow,
  static_select: renderSelect,
};

/** One element of this block; where it is one to be filled in, without a label. */
export function renderElement(element, scene, block) {
  return shownOr("element", element?.type, () => drawn(element, scene, block));
}

function drawn(element, scene, block) {
  const draw = known(DRAWN, element?.type);
  if (draw) return draw(element, scene, block);
  return renderInput(element, scene) ?? placeholder("element", element?.type);
}

function renderButton(element, scene, block) {
  const { text, value, action_id: action, accessibility_label: spoken } = element;
  const style = STYLES.has(element.style) ? element.style : "";
  const deed = { name: "press", block_id: block, action_id: action, value };
  const look = {
    class: `button is-small ${style}`.trim(),
    "aria-label": spoken && visible(spoken),
    data: { actionId: action ?? "" },
  };
  const href = element.url ? address(element.url) : null;
  const button = href
    ? anchor(href, [plainOf(text)], look)
    : h("button", { type: "button", ...look }, plainOf(text));
  button.addEventListener("click", (event) => press(event, href, element, scene, deed));
  return button;
}

function press(event, href, element, scene, deed) {
  // A link goes where it leads by itself, but not before a yes.
  const asks = Boolean(href && element.confirm);
  if (asks) event.preventDefault();
  return act(event.currentTarget, scene, element, deed, asks ? href : null);
}
