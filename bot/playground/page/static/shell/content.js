// Draws what the bot or a person wrote, whatever it is.

import { h } from "../dom.js";
import { renderBlocks } from "../render/blocks.js";
import { renderMrkdwn } from "../render/mrkdwn.js";

/** The blocks of a message, else its text. */
export function contentOf({ blocks, text }, scene) {
  return drawn(() => (blocks ? renderBlocks(blocks, scene) : paragraph(text ?? "", scene)));
}

/** The blocks of a modal or of the Home tab. */
export function blocksOf(blocks, scene) {
  return drawn(() => renderBlocks(blocks, scene));
}

function paragraph(text, scene) {
  return h("div", { class: "said" }, renderMrkdwn(text, scene, {}));
}

// One message that can't be drawn must not keep the others from being shown.
function drawn(draw) {
  try {
    return draw();
  } catch (fault) {
    reportError(fault);
    return h("p", { class: "undrawn" }, "The playground can't show this.");
  }
}
