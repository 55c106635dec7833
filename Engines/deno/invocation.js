// What belongs to one invocation: its id, its pending work, and the `ctx` the worker is given.

import { AsyncLocalStorage } from "node:async_hooks";
import { depthOf, requestIdOf } from "./requests.js";

const storage = new AsyncLocalStorage();

/** The invocation on whose behalf code is running, or undefined. */
export function currentInvocation() {
  return storage.getStore();
}

/** One call of a handler. Made for every request, so it does nothing before it is asked. */
export class Invocation {
  /** What is written down about it, while somebody wants to know; otherwise null. */
  record = null;
  #request;
  #requestId;
  #depth;
  #service;

  /** Made of the request, or of the id of an event, which is no request. */
  constructor(service, request, eventId) {
    this.#service = service;
    this.#request = request;
    this.#requestId = eventId;
    if (request === null) this.#depth = 0;
  }

  /** The id the gateway gave the request; null once it can no longer be read, unless it was read before. */
  get requestId() {
    return this.#requestId ??= this.#request === null ? null : requestIdOf(this.#request);
  }

  /** How deep in calls from worker to worker it is; as with the id, it must be read in time. */
  get depth() {
    return this.#depth ??= depthOf(this.#request);
  }

  /** Runs a handler so that whatever it starts can be traced to this invocation. */
  run(handler, argument, env) {
    return storage.run(this, handler, argument, env, new ExecutionContext(this));
  }

  /** Keeps the instance alive until the promise has settled, also after the response. */
  waitUntil(promise) {
    // Read them while the request is there: the promise may outlive it.
    void this.requestId;
    void this.depth;
    const pending = Promise.resolve(promise);
    this.record?.expect(pending);
    this.#service.track(pending, this);
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
