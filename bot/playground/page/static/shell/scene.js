// What rendering may know and do, made for one message or one view.

import { confirmed } from "./dialogs.js";

/**
 * @param {Desk} desk
 * @param {object} what
 * @param {object} what.where what a deed says of the place: {channel, ts}, {view} or {home}
 * @param {object} [what.choices] what this person chose there
 * @param {(sentence: string) => void} what.failed shows what Slack would say
 */
export function sceneOf(desk, { where, choices = {}, failed }) {
  const { tz: zone, locale } = desk.me;
  return {
    zone,
    locale,
    now: () => Date.now(),
    person: (id) => desk.person(id),
    channel: (id) => desk.channel(id),
    people: () => desk.store.of("person").filter(({ role }) => role !== "app"),
    channels: () => desk.store.of("channel").filter(({ direct }) => !direct),
    choices,
    confirm: confirmed,
    act: ({ name, block_id, action_id, value }) =>
      acted(desk, name, { ...where, block_id, action_id, value }, failed),
    type: (action_id, value) => offered(desk, { ...where, action_id, value }, failed),
  };
}

/** What the bot offers for what was typed into a select of a modal. */
async function offered(desk, body, failed) {
  if (!body.view) return [];
  const { error, options } = await desk.do("type", body);
  if (error) failed(error);
  return options ?? [];
}

async function acted(desk, name, body, failed) {
  const { error } = await desk.do(name, body);
  if (error) failed(error);
}
