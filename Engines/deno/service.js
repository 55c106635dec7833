// Answers the requests of one worker version.

import { workerException } from "./failure.js";
import { Invocation } from "./invocation.js";

const { inspect } = Deno;
/** Taken now, because a worker may put its own in their place. */
const { Response } = globalThis;
const HANDLERS = ["fetch", "scheduled", "queue", "email", "tail", "trace", "test"];

/** The service socket and the worker behind it. */
export class Service {
  #journal;
  #server;
  #worker = { name: "", version: 0, versionId: "" };
  #fetch = null;
  #env = {};
  #inFlight = 0;
  #pending = new Set();

  constructor(path, journal) {
    this.#journal = journal;
    this.#server = Deno.serve({ path, onListen() {} }, (request) => this.#answer(request));
  }

  /** Requests whose handler has not answered yet. */
  get inFlight() {
    return this.#inFlight;
  }

  /** Promises given to `waitUntil` that have not settled yet. */
  get pending() {
    return this.#pending.size;
  }

  /** Makes a loaded module answer from now on; returns the names of its handlers and entrypoint classes. */
  mount(namespace, worker, env) {
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
    this.#fetch = fetchOf(handler);
    const methods = typeof handler === "function" ? handler.prototype : handler;
    return {
      handlers: HANDLERS.filter((name) => typeof methods?.[name] === "function"),
      entrypoints: Object.keys(named).filter((name) => typeof named[name] === "function").sort(),
    };
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

  #answer(request) {
    if (this.#fetch === null) return new Response("This instance has no fetch handler.\n", { status: 503 });
    const invocation = new Invocation(request, this);
    this.#inFlight += 1;
    let result;
    try {
      result = invocation.run(this.#fetch, this.#env);
    } catch (thrown) {
      return this.#fail(thrown, request, invocation);
    }
    if (result instanceof Response) {
      this.#inFlight -= 1;
      return result;
    }
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
    return response;
  }

  #fail(thrown, request, invocation) {
    this.#inFlight -= 1;
    this.#journal.exception("handler", thrown, invocation);
    return workerException(request, invocation.requestId, this.#worker);
  }
}

/** An object's method is called on the object; a class is made anew for each request, as `cloudflare:workers` says. */
function fetchOf(handler) {
  if (typeof handler === "function") {
    if (typeof handler.prototype?.fetch !== "function") return null;
    return (request, env, context) => new handler(context, env).fetch(request);
  }
  if (typeof handler.fetch !== "function") return null;
  return (request, env, context) => handler.fetch(request, env, context);
}
