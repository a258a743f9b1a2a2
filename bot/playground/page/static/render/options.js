// The options of menus and inputs, and which of them are chosen.

import { plainOf } from "./text.js";

/** Every option, whether they stand in groups or not. */
export function optionsOf({ options, option_groups: groups }) {
  return groups ? groups.flatMap((group) => group.options ?? []) : (options ?? []);
}

/** What people read on an option. */
export function labelOf(option) {
  return plainOf(option.text);
}

/** The values of the options that are chosen to begin with. */
export function initialOf({ initial_option: one, initial_options: several }) {
  return new Set([...(several ?? []), ...(one ? [one] : [])].map(({ value }) => value));
}
