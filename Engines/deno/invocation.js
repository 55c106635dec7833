// What belongs to one request: its id, its pending work, and the `ctx` the worker is given.

import { AsyncLocalStorage } from "node:async_hooks";
import { requestIdOf } from "./requests.js";

const storage = new AsyncLocalStorage();

/** The invocation on whose behalf code is running, or undefined. */
export function currentInvocation() {
  return storage.getStore();
}

/** One call of a handler. Made for every request, so it does nothing before it is asked. */
export class Invocation {
  #request;
  #requestId;
  #service;

  constructor(request, service) {
    this.#request = request;
    this.#service = service;
  }

  /** The id the gateway gave the request; null once it can no longer be read, unless it was read before. */
  get requestId() {
    return this.#requestId ??= requestIdOf(this.#request);
  }

  /** Runs a handler so that whatever it starts can be traced to this invocation. */
  run(handler, env) {
    return storage.run(this, handler, this.#request, env, new ExecutionContext(this));
  }

  /** Keeps the instance alive until the promise has settled, also after the response. */
  waitUntil(promise) {
    void this.requestId; // Read it while the request is there: the promise may outlive it.
    this.#service.track(Promise.resolve(promise), this);
  }
}

/** The third argument of a handler. */
class ExecutionContext {
  #invocation;
  props = {};

  constructor(invocation) {
    this.#invocation = invocation;
  }

  waitUntil(promise) {
    this.#invocation.waitUntil(promise);
  }

  /** Accepted for compatibility. There is no origin server behind a worker here, so there is nothing to pass to. */
  passThroughOnException() {}
}
