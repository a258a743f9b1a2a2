// The line to the server: one stream of batches for the person acted as.

const RETRY_AFTER = 2_000;
// A line that comes back at once is no news.
const SAY_AFTER = 800;
const LEAVE_AFTER = 3_000;

export class Feed {
  #store;
  #said;
  #refused;
  #source = null;
  #person = null;
  #timers = [];
  #leaving = 0;

  /**
   * @param {Store} store
   * @param {(lost: boolean) => void} said told when the line is lost, and when it is back
   * @param {() => void} refused told when the server knows nobody of that name
   */
  constructor(store, said, refused) {
    // A browser has room for six lines to one server, so a page that nobody looks at
    // gives its own up after a while.
    document.addEventListener("visibilitychange", () => this.#seen(!document.hidden));
    this.#store = store;
    this.#said = said;
    this.#refused = refused;
  }

  /** Listen as this person, and as nobody else any more. */
  open(person) {
    this.#hangUp();
    this.#person = person;
    this.#source = new EventSource(`/feed?as=${encodeURIComponent(person)}`);
    this.#source.addEventListener("message", ({ data }) => this.#take(JSON.parse(data)));
    this.#source.addEventListener("open", () => this.#back());
    this.#source.addEventListener("error", () => this.#lost());
    if (document.hidden) this.#leaveSoon();
  }

  #seen(isSeen) {
    clearTimeout(this.#leaving);
    if (!isSeen) this.#leaveSoon();
    else if (this.#source?.readyState === EventSource.CLOSED) this.open(this.#person);
  }

  #leaveSoon() {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#hangUp(), LEAVE_AFTER);
  }

  #take(batch) {
    this.#back();
    this.#store.apply(batch);
  }

  #back() {
    this.#forgetTimers();
    this.#said(false);
  }

  #lost() {
    // A line that only broke is being connected again; one that is closed was answered.
    if (this.#source.readyState === EventSource.CLOSED) this.#refused();
    if (this.#timers.length > 0) return;
    this.#timers = [
      setTimeout(() => this.#said(true), SAY_AFTER),
      setTimeout(() => this.open(this.#person), RETRY_AFTER),
    ];
  }

  #hangUp() {
    this.#forgetTimers();
    this.#source?.close();
  }

  #forgetTimers() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
  }
}
