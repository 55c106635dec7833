// What Workers have and Deno has not, and the other way round.

/** Globals of the engine that share state between workers, start threads, or that Workers do not have. */
const REMOVED = [
  "localStorage",
  "sessionStorage",
  "Storage",
  "BroadcastChannel",
  "Worker",
  "SharedWorker",
  "alert",
  "confirm",
  "prompt",
  "close",
  "closed",
  "name",
  "location",
];

/** Globals that Workers have under `nodejs_compat` alone. */
const NODE_ONLY = ["Deno", "process", "Buffer", "global", "setImmediate", "clearImmediate"];

/** Adjusts the globals before the worker's modules are loaded. */
export function install(flags, env) {
  for (const name of REMOVED) delete globalThis[name];
  Object.defineProperty(Navigator.prototype, "userAgent", { get: () => "Cloudflare-Workers", configurable: true });
  define(globalThis, { IdentityTransformStream, FixedLengthStream, scheduler: Object.freeze({ wait }), caches });
  define(SubtleCrypto.prototype, { timingSafeEqual });
  if (flags.includes("nodejs_compat") || flags.includes("nodejs_compat_v2")) {
    const strings = Object.entries(env).filter(([, value]) => typeof value === "string");
    Object.defineProperty(globalThis.process, "env", { value: Object.fromEntries(strings), configurable: true });
  } else {
    for (const name of NODE_ONLY) delete globalThis[name];
  }
}

function define(target, values) {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

/** Passes bytes through unchanged. */
class IdentityTransformStream extends TransformStream {
  constructor() {
    super({ transform: (chunk, controller) => controller.enqueue(bytesOf(chunk)) });
  }
}

/** Passes bytes through, and fails unless they are as many as promised. */
class FixedLengthStream extends TransformStream {
  constructor(length) {
    const expected = Number(length);
    if (!Number.isSafeInteger(expected) || expected < 0) throw new TypeError("FixedLengthStream needs a length.");
    let passed = 0;
    super({
      transform(chunk, controller) {
        const bytes = bytesOf(chunk);
        passed += bytes.byteLength;
        if (passed > expected) throw new TypeError("Attempt to write too many bytes through a FixedLengthStream.");
        controller.enqueue(bytes);
      },
      flush() {
        if (passed < expected) throw new TypeError("FixedLengthStream did not see all expected bytes before close().");
      },
    });
  }
}

function bytesOf(chunk) {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw new TypeError("This TransformStream passes bytes only.");
}

/** `scheduler.wait`: resolves after a delay in milliseconds, or rejects when the signal aborts. */
function wait(milliseconds, { signal } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}

/** Compares two buffers of equal length in a time that does not depend on where they differ. */
function timingSafeEqual(left, right) {
  const [a, b] = [bytesOf(left), bytesOf(right)];
  if (a.byteLength !== b.byteLength) throw new TypeError("Input buffers must have the same byte length.");
  let difference = 0;
  for (let index = 0; index < a.byteLength; index += 1) difference |= a[index] ^ b[index];
  return difference === 0;
}

/** A cache that keeps nothing, as Workers have it on hosts without a zone. The engine's own is shared on disk. */
class EmptyCache {
  async match() {
    return undefined;
  }

  async put(_request, response) {
    await response.body?.cancel();
  }

  async delete() {
    return false;
  }
}

const caches = Object.freeze({ default: new EmptyCache(), open: async () => new EmptyCache() });
