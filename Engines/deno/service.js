// Answers the requests and runs the events of one worker version.

import { workerException } from "./failure.js";
import { Invocation } from "./invocation.js";
import { InvocationRecord } from "./record.js";

const { inspect } = Deno;
/** Taken now, because a worker may put its own in their place. */
const { Response } = globalThis;
const HANDLERS = ["fetch", "scheduled", "queue", "email", "tail", "trace", "test"];

/** The service socket and the worker behind it. */
export class Service {
  #journal;
  #server;
  #worker = { name: "", version: 0, versionId: "" };
  #handlers = { fetch: null, scheduled: null };
  #env = {};
  #inFlight = 0;
  #pending = new Set();
  #isObserved = false;
  #callsServices = false;

  constructor(path, journal) {
    this.#journal = journal;
    this.#server = Deno.serve({ path, onListen() {} }, (request) => this.#answer(request));
  }

  /** Requests and events whose handler has not answered yet. */
  get inFlight() {
    return this.#inFlight;
  }

  /** Promises given to `waitUntil` that have not settled yet. */
  get pending() {
    return this.#pending.size;
  }

  /** Makes a loaded worker answer from now on; returns the names of its handlers and entrypoint classes. */
  mount(namespace, { worker, bindings }, env) {
    const { default: handler, ...named } = namespace;
    if (handler === undefined) {
      throw new TypeError(
        "The main module has no default export. A worker exports its handlers: export default { fetch(request) { … } }.",
      );
    }
    if (handler === null || (typeof handler !== "object" && typeof handler !== "function")) {
      throw new TypeError(`The default export of the main module is ${inspect(handler)}, not a worker.`);
    }
    this.#worker = worker;
    this.#env = env;
    this.#callsServices = bindings.some(({ type }) => type === "fetcher");
    this.#handlers = { fetch: handlerOf(handler, "fetch"), scheduled: handlerOf(handler, "scheduled") };
    const methods = typeof handler === "function" ? handler.prototype : handler;
    return {
      handlers: HANDLERS.filter((name) => typeof methods?.[name] === "function"),
      entrypoints: Object.keys(named).filter((name) => typeof named[name] === "function").sort(),
    };
  }

  /** Begins or ends to write a record of every invocation. */
  observe(isObserved) {
    this.#isObserved = isObserved;
  }

  /** Counts a promise as pending until it settles, and journals it if it fails. */
  track(promise, invocation) {
    this.#pending.add(promise);
    promise.then(
      () => this.#pending.delete(promise),
      (thrown) => {
        this.#pending.delete(promise);
        this.#journal.exception("waitUntil", thrown, invocation);
      },
    );
  }

  /** Closes the listener, and returns when all requests and all `waitUntil` promises have ended. */
  async finish() {
    await this.#server.shutdown();
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  /**
   * Runs the `scheduled` handler, and returns how it and all it gave to `waitUntil` ended:
   * `{ outcome: "ok" | "exception", noRetry, error }`.
   */
  async schedule({ cron, scheduledTime, eventId }) {
    const invocation = new Invocation(this, null, eventId);
    // Also while nobody observes: it knows what the handler left behind.
    const record = invocation.record = new InvocationRecord({ scheduled: { cron, scheduledTime } }, eventId);
    let noRetry = false;
    const controller = { type: "scheduled", cron, scheduledTime, noRetry: () => void (noRetry = true) };
    this.#inFlight += 1;
    try {
      const handler = this.#handlers.scheduled;
      if (handler === null) throw new TypeError("The worker has no scheduled handler.");
      await invocation.run(handler, controller, this.#env);
    } catch (thrown) {
      this.#journal.exception("handler", thrown, invocation);
    }
    const finished = await record.finish("ok");
    this.#inFlight -= 1;
    if (this.#isObserved) this.#journal.invocation(finished);
    return { outcome: finished.outcome, noRetry, error: finished.exceptions[0] ?? null };
  }

  #answer(request) {
    if (this.#handlers.fetch === null) return new Response("This instance has no fetch handler.\n", { status: 503 });
    const invocation = new Invocation(this, request);
    // It can be read only now, and a call of a service may come late.
    if (this.#callsServices) void invocation.depth;
    if (this.#isObserved) invocation.record = InvocationRecord.ofRequest(request, invocation.requestId);
    this.#inFlight += 1;
    let result;
    try {
      result = invocation.run(this.#handlers.fetch, request, this.#env);
    } catch (thrown) {
      return this.#fail(thrown, request, invocation);
    }
    if (result instanceof Response) return this.#settle(result, request, invocation);
    return Promise.resolve(result).then(
      (response) => this.#settle(response, request, invocation),
      (thrown) => this.#fail(thrown, request, invocation),
    );
  }

  #settle(response, request, invocation) {
    if (!(response instanceof Response)) {
      const thrown = new TypeError("The fetch handler did not return a Response.");
      return this.#fail(thrown, request, invocation);
    }
    this.#inFlight -= 1;
    if (invocation.record !== null) this.#record(invocation, request.signal.aborted ? "canceled" : "ok", response.status);
    return response;
  }

  #fail(thrown, request, invocation) {
    this.#inFlight -= 1;
    this.#journal.exception("handler", thrown, invocation);
    if (invocation.record !== null) this.#record(invocation, request.signal.aborted ? "canceled" : "exception", 500);
    return workerException(request, invocation.requestId, this.#worker);
  }

  async #record({ record }, outcome, status) {
    this.#journal.invocation(await record.finish(outcome, status));
  }
}

/** An object's method is called on the object; a class is made anew for each event, as `cloudflare:workers` says. */
function handlerOf(handler, name) {
  if (typeof handler === "function") {
    if (typeof handler.prototype?.[name] !== "function") return null;
    return (argument, env, context) => new handler(context, env)[name](argument);
  }
  if (typeof handler[name] !== "function") return null;
  return (argument, env, context) => handler[name](argument, env, context);
}
