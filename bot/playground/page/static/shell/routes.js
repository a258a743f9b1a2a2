// Where the page is, kept in the address: #PERSON/CHANNEL or #PERSON/CHANNEL/PLACE, where
// PLACE is the ts of an open thread or "home".

const ID = /^[A-Z][A-Z0-9]*$/;
const PLACE = /^(home|\d+\.\d+)$/;

/** @typedef {{person: string|null, channel: string|null, place: string|null}} Route */

/** @returns {Route} with null for what the address does not say in a readable way */
export function here() {
  const [person, channel, place] = location.hash.slice(1).split("/");
  return { person: sound(ID, person), channel: sound(ID, channel), place: sound(PLACE, place) };
}

/** Go there; `silently` leaves no trace in the browser's history. */
export function go(route, { silently = false } = {}) {
  const hash = `#${[route.person, route.channel, route.place].filter(Boolean).join("/")}`;
  if (hash === location.hash) return;
  if (!silently) location.hash = hash;
  else {
    history.replaceState(null, "", hash);
    dispatchEvent(new HashChangeEvent("hashchange"));
  }
}

/** The ts of the thread that a route names. */
export function threadOf({ place }) {
  return place === "home" ? null : place;
}

function sound(pattern, text) {
  return text && pattern.test(text) ? text : null;
}
