// What the page knows: entities by key, as the feed tells them.

/**
 * @typedef {object} Change
 * @property {string} key
 * @property {object|undefined} now the entity, undefined once it is gone
 * @property {object|undefined} before
 */
export class Store {
  #entities = new Map();
  #texts = new Map();
  #own = new Set();
  #listeners = [];
  #settled = () => {};

  get(key) {
    return this.#entities.get(key);
  }

  /** Everything of a kind, in the order in which it came. */
  of(kind) {
    return [...this.#entities.values()].filter((entity) => entity.kind === kind);
  }

  /**
   * Call `listener(changes, {reset})` once for every batch in which one of these kinds
   * changed, in the order in which listeners came. `reset` says that the batch is all
   * there is, so that what is in it is no news.
   */
  on(kinds, listener) {
    this.#listeners.push({ kinds: new Set(kinds), listener });
  }

  /** Call `listener()` after every batch that was all there is. */
  onReset(listener) {
    this.#settled = listener;
  }

  /** Take a batch of the feed; what is the same as before is no change. */
  apply({ reset = false, put = [], gone = [] }) {
    const changes = new Map();
    const named = new Set(put.map((entity) => entity.key));
    const forgotten = reset ? this.#foreign().filter((key) => !named.has(key)) : [];
    for (const key of [...forgotten, ...gone]) this.#drop(key, changes);
    for (const entity of put) this.#put(entity, changes);
    this.#tell([...changes.values()], reset);
    if (reset) this.#settled();
  }

  /** Put something that only this page knows and that no batch takes away. */
  keep(entity) {
    this.#own.add(entity.key);
    this.apply({ put: [entity] });
  }

  #foreign() {
    return [...this.#entities.keys()].filter((key) => !this.#own.has(key));
  }

  #put(entity, changes) {
    const text = JSON.stringify(entity);
    if (this.#texts.get(entity.key) === text) return;
    this.#texts.set(entity.key, text);
    this.#note(entity.key, entity, changes);
    this.#entities.set(entity.key, entity);
  }

  #drop(key, changes) {
    if (!this.#entities.has(key)) return;
    this.#note(key, undefined, changes);
    this.#entities.delete(key);
    this.#texts.delete(key);
    this.#own.delete(key);
  }

  #note(key, now, changes) {
    const before = changes.get(key)?.before ?? this.#entities.get(key);
    changes.set(key, { key, now, before });
  }

  #tell(changes, reset) {
    for (const { kinds, listener } of this.#listeners) {
      const theirs = changes.filter(({ now, before }) => kinds.has((now ?? before).kind));
      if (theirs.length > 0) listener(theirs, { reset });
    }
  }
}
