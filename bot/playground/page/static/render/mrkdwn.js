// Slack's mrkdwn: blocks of code, quotes and lines of text
// (docs.slack.dev/messaging/formatting-message-text).

import { filled, h } from "../dom.js";
import { begun } from "./dates.js";
import { bounded, visible } from "./foreign.js";
import { inline } from "./inline.js";
import { unescaped } from "./mentions.js";
import { preformatted } from "./preformatted.js";

const FENCE = "```";
const REST_QUOTED = /^(?:&gt;|>){3}/;
const QUOTED = /^(?:(?:&gt;|>){3}|&gt;|>) ?/;

/**
 * @param {string} text with Slack's entities
 * @param {object} scene
 * @param {{verbatim?: boolean}} options verbatim leaves plain addresses as text
 */
export function renderMrkdwn(text, scene, { verbatim = false } = {}) {
  const drawn = document.createDocumentFragment();
  const parts = bounded(String(text ?? "")).replaceAll("\r\n", "\n").split(FENCE);
  parts.forEach((part, index) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    const alone = index % 2 === 1 && index === parts.length - 1;
    // The end of a block of code ends the line.
    const said = alone ? FENCE + part : part.replace(index > 0 ? /^\n/ : "", "");
    if (fenced) drawn.append(code(part));
    else filled(drawn, paragraphs(said, scene, verbatim));
  });
  return begun(drawn);
}

function code(part) {
  const text = visible(unescaped(part.replace(/^\n/, "").replace(/\n$/, "")));
  return preformatted(text);
}

function paragraphs(text, scene, verbatim) {
  return groups(text.split("\n")).flatMap(({ quoted, all }) => {
    const drawn = lines(all, scene, verbatim);
    return quoted ? [h("blockquote", {}, drawn)] : drawn;
  });
}

/** Lines that stand together, either all of them quoted or none. */
function groups(all) {
  const found = [];
  let toTheEnd = false;
  for (const line of all) {
    const mark = toTheEnd ? "" : (QUOTED.exec(line)?.[0] ?? null);
    toTheEnd ||= REST_QUOTED.test(line);
    const quoted = mark !== null;
    if (found.at(-1)?.quoted !== quoted) found.push({ quoted, all: [] });
    found.at(-1).all.push(line.slice(mark?.length ?? 0));
  }
  return found;
}

function lines(all, scene, verbatim) {
  return all.flatMap((line, index) => {
    const drawn = inline(line, scene, { verbatim });
    return index === 0 ? drawn : ["\n", ...drawn];
  });
}
