// Slack's mrkdwn: blocks of code, quotes and lines of text
// (docs.slack.dev/messaging/formatting-message-text).

import { h } from "../dom.js";
import { inline } from "./inline.js";
import { unescaped } from "./mentions.js";
import { visible } from "./foreign.js";

const FENCE = "```";
const QUOTED = /^(?:&gt;|>) ?/;

/**
 * @param {string} text with Slack's entities
 * @param {object} scene
 * @param {{verbatim?: boolean}} options verbatim leaves plain addresses as text
 */
export function renderMrkdwn(text, scene, { verbatim = false } = {}) {
  const drawn = document.createDocumentFragment();
  const parts = String(text ?? "").split(FENCE);
  parts.forEach((part, index) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    const alone = index % 2 === 1 && index === parts.length - 1;
    if (fenced) drawn.append(code(part));
    else add(drawn, paragraphs(alone ? FENCE + part : part, scene, verbatim));
  });
  return drawn;
}

function add(drawn, nodes) {
  for (const node of nodes) drawn.append(node);
}

function code(part) {
  const text = visible(unescaped(part.replace(/^\n/, "").replace(/\n$/, "")));
  return h("pre", { class: "preformatted" }, h("code", {}, text));
}

function paragraphs(text, scene, verbatim) {
  const nodes = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) nodes.push(h("blockquote", {}, lines(quoted, scene, verbatim)));
    quoted = [];
  };
  let plain = [];
  const settle = () => {
    if (plain.length) nodes.push(lines(plain, scene, verbatim));
    plain = [];
  };
  for (const line of text.split("\n")) {
    if (QUOTED.test(line)) {
      settle();
      quoted.push(line.replace(QUOTED, ""));
    } else {
      flush();
      plain.push(line);
    }
  }
  settle();
  flush();
  return nodes.flat();
}

function lines(all, scene, verbatim) {
  return all.flatMap((line, index) => {
    const drawn = inline(line, scene, { verbatim });
    return index === 0 ? drawn : ["\n", ...drawn];
  });
}
