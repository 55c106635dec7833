// Workers of the older kind: scripts that register their handlers by `addEventListener`.

/** The events that a script can listen to; listeners of others are the engine's affair. */
const TYPES = ["fetch", "scheduled"];

/** Runs the script, its bindings being globals, and returns a worker that calls its listeners. */
export async function loadClassic({ main, modules }, env) {
  const { Script } = await import("node:vm");
  const listeners = new Map(TYPES.map((type) => [type, []]));
  const nativeAddEventListener = globalThis.addEventListener;
  define("addEventListener", (type, listener, options) => {
    const handle = typeof listener === "function" ? listener : (event) => listener.handleEvent(event);
    if (!listeners.has(type)) return nativeAddEventListener.call(globalThis, type, listener, options);
    listeners.get(type).push(handle);
  });
  for (const [name, value] of Object.entries(env)) define(name, value);
  const { bytes } = modules.find(({ name }) => name === main);
  // A script, not a module: sloppy where it is, with functions and variables that are globals.
  new Script(new TextDecoder().decode(bytes), { filename: new URL(main, "bundle:///").href }).runInThisContext();
  return worker(listeners);
}

function worker(listeners) {
  const handlers = {
    fetch(request, _env, ctx) {
      const event = new RequestEvent(request, ctx);
      for (const listener of listeners.get("fetch")) {
        listener(event);
        if (event.response !== null) return event.response;
      }
      throw new Error("No fetch event listener called event.respondWith(): there is no origin to pass the request to.");
    },
    async scheduled(controller, _env, ctx) {
      for (const listener of listeners.get("scheduled")) await listener(new ScheduledEvent(controller, ctx));
    },
  };
  const names = TYPES.filter((type) => listeners.get(type).length > 0);
  if (names.length === 0) {
    throw new TypeError('The script has no event listener. It registers one: addEventListener("fetch", (event) => { … }).');
  }
  return Object.fromEntries(names.map((name) => [name, handlers[name]]));
}

/** What the listeners of `fetch` are given. */
class RequestEvent extends Event {
  request;
  /** What `respondWith` was given; null before. */
  #response = null;
  #ctx;

  constructor(request, ctx) {
    super("fetch");
    this.request = request;
    this.#ctx = ctx;
  }

  get response() {
    return this.#response;
  }

  respondWith(response) {
    if (this.#response !== null) throw new TypeError("FetchEvent.respondWith() has already been called.");
    this.#response = Promise.resolve(response);
  }

  waitUntil(promise) {
    this.#ctx.waitUntil(promise);
  }

  passThroughOnException() {
    this.#ctx.passThroughOnException();
  }
}

/** What the listeners of `scheduled` are given. */
class ScheduledEvent extends Event {
  #controller;
  #ctx;

  constructor(controller, ctx) {
    super("scheduled");
    this.#controller = controller;
    this.#ctx = ctx;
  }

  get cron() {
    return this.#controller.cron;
  }

  get scheduledTime() {
    return this.#controller.scheduledTime;
  }

  noRetry() {
    this.#controller.noRetry();
  }

  waitUntil(promise) {
    this.#ctx.waitUntil(promise);
  }
}

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
}
