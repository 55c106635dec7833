// What is written down about one invocation while somebody tails the worker.

/** The log entries of one record, and the characters of its logs and exceptions; what is beyond is left out. */
const MAXIMUM_ENTRIES = 256;
const MAXIMUM_CHARACTERS = 128 * 1024;

/** One invocation as a tail shows it. Nothing here is redacted: the supervisor does that. */
export class InvocationRecord {
  #event;
  #requestId;
  #timestamp = Date.now();
  #logs = [];
  #exceptions = [];
  #pending = [];
  #characters = 0;
  #isTruncated = false;

  /** `event` is `{ request: { url, method, headers } }` or `{ scheduled: { cron, scheduledTime } }`. */
  constructor(event, requestId) {
    this.#event = event;
    this.#requestId = requestId;
  }

  /** Describes a request; its headers are those that the worker sees. */
  static ofRequest(request, requestId) {
    const { url, method, headers } = request;
    return new InvocationRecord({ request: { url, method, headers: [...headers] } }, requestId);
  }

  log(level, text) {
    if (this.#admits(this.#logs, text.length)) this.#logs.push({ level, text, timestamp: Date.now() });
  }

  exception({ name, message, stack }) {
    const length = name.length + message.length + (stack?.length ?? 0);
    if (!this.#admits(this.#exceptions, length)) return;
    this.#exceptions.push({ name, message, stack, timestamp: Date.now() });
  }

  /** The invocation is not over before this promise is. */
  expect(promise) {
    this.#pending.push(promise);
  }

  /** Waits for what the handler left behind, and returns the whole record; `status` is the response's, or null. */
  async finish(outcome, status = null) {
    for (let count = -1; count !== this.#pending.length;) {
      count = this.#pending.length;
      await Promise.allSettled(this.#pending);
    }
    return {
      ...this.#event,
      requestId: this.#requestId,
      outcome: outcome === "ok" && this.#exceptions.length > 0 ? "exception" : outcome,
      status,
      timestamp: this.#timestamp,
      logs: this.#logs,
      exceptions: this.#exceptions,
      isTruncated: this.#isTruncated,
    };
  }

  #admits(entries, length) {
    this.#characters += length;
    const isAdmitted = entries.length < MAXIMUM_ENTRIES && this.#characters <= MAXIMUM_CHARACTERS;
    if (!isAdmitted) this.#isTruncated = true;
    return isAdmitted;
  }
}
