// How a worker sees a request.
//
// Copying every request would cost four times what serving it costs, so requests are not copied: the getters of
// `Request` are replaced, and do their work when the worker asks.

const HIDDEN_HEADER = /^x-(?:gw|deno)-/i;
const LETTER_X = 0x78;
const REQUEST_ID = "x-gw-request-id";
const CF = "x-gw-cf";
/** How many workers have called one another, by service bindings, until this request was made; absent means 0. */
const DEPTH = "x-gw-depth";

const { Request } = globalThis;
const nativeFetch = globalThis.fetch;
const nativeHeaders = Object.getOwnPropertyDescriptor(Request.prototype, "headers").get;
const nativeGet = Headers.prototype.get;
/** Where the engine keeps the name and value pairs of a `Headers`: here, or still inside the request it received. */
const list = engineSymbol("header list");
const target = engineSymbol("header target");
/** Marks headers from which the gateway's have been taken out; holds what these said. */
const gatewayFields = Symbol("gateway");

/** Returns the id the gateway gave a request, or null when it has none or is over. */
export function requestIdOf(request) {
  return gatewayField(request, REQUEST_ID, "requestId");
}

/** Returns how deep in calls from worker to worker a request was made; 0 when it is over. */
export function depthOf(request) {
  return Number(gatewayField(request, DEPTH, "depth") ?? 0);
}

/** Whether a value is a request that came from the gateway, not one that the worker made. */
export function isIncoming(value) {
  return value instanceof Request && requestIdOf(value) !== null;
}

function gatewayField(request, header, name) {
  try {
    const headers = nativeHeaders.call(request);
    const fields = headers[gatewayFields];
    return fields === undefined ? nativeGet.call(headers, header) : fields[name];
  } catch {
    return null;
  }
}

/** Hides the gateway's headers from `request.headers`, adds `request.cf`, and mends `fetch(request)`. */
export function install() {
  Object.defineProperty(Request.prototype, "headers", {
    configurable: true,
    enumerable: true,
    get() {
      const headers = nativeHeaders.call(this);
      fieldsOf(headers);
      return headers;
    },
  });
  Object.defineProperty(Request.prototype, "cf", {
    configurable: true,
    enumerable: true,
    get() {
      return fieldsOf(nativeHeaders.call(this)).cf;
    },
  });
  // The engine cannot send a request that its own server received; a request made from it, field by field, it can.
  globalThis.fetch = function fetch(input, init) {
    if (!(input instanceof Request)) return nativeFetch(input, init);
    return nativeFetch(new Request(input.url, input), init);
  };
}

/** Takes the gateway's headers out, once, and returns what they said. */
function fieldsOf(headers) {
  if (headers[gatewayFields] !== undefined) return headers[gatewayFields];
  const fields = { requestId: null, depth: null, cf: undefined };
  const kept = [];
  for (const pair of headers[list] ?? headers[target].headerList) {
    const name = pair[0];
    if ((name.charCodeAt(0) | 0x20) !== LETTER_X || !HIDDEN_HEADER.test(name)) kept.push(pair);
    else if (name.toLowerCase() === REQUEST_ID) fields.requestId = pair[1];
    else if (name.toLowerCase() === DEPTH) fields.depth = pair[1];
    else if (name.toLowerCase() === CF) fields.cf = parsed(pair[1]);
  }
  if (fields.requestId !== null) fields.cf ??= {};
  headers[list] = kept;
  headers[gatewayFields] = fields;
  return fields;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Finds a property of the engine's own by its name. The version of the engine is fixed, and tests hold this. */
function engineSymbol(name) {
  const symbol = Object.getOwnPropertySymbols(new Headers()).find(({ description }) => description === name);
  if (symbol === undefined) throw new Error(`this engine keeps headers in a way the harness does not know: no ${name}`);
  return symbol;
}
