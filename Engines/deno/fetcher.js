// Bindings that answer requests: other workers, and the static files of the version itself.

import { isIncoming } from "./requests.js";

/** The redirects that one call follows, as `fetch` does (Fetch Standard, section 4.4). */
const MAXIMUM_REDIRECTS = 20;
const REDIRECTS = [301, 302, 303, 307, 308];
const BODILESS = [101, 204, 205, 304];

const { Request, Response, Headers } = globalThis;

/** What a worker finds in `env` under the name of a service or of its assets. */
export class Fetcher {
  #call;

  /** `call` sends `{ operation, parameters, body, signal }` to the binding, and returns its answer. */
  constructor(call) {
    this.#call = call;
  }

  /** Sends a request, given as to the global `fetch`, and returns the response. */
  async fetch(input, init) {
    // The engine cannot copy a request that its own server received, but it can make one from its fields.
    let request = input instanceof Request ? new Request(new Request(input.url, input), init) : new Request(input, init);
    // A request that is passed on as it came leaves redirects to the client.
    const follows = request.redirect === "follow" && !(isIncoming(input) && init?.redirect === undefined);
    for (let count = 0; count <= MAXIMUM_REDIRECTS; count += 1) {
      const response = await this.#send(request);
      const location = response.headers.get("location");
      if (!follows || location === null || !REDIRECTS.includes(response.status)) return response;
      const next = redirected(request, response.status, location);
      if (next === null) return response;
      await response.body?.cancel();
      request = next;
    }
    throw new TypeError(`Too many redirects: ${request.url}`);
  }

  async #send(request) {
    const { method, url, headers, body, signal } = request;
    const { status, headers: fields, body: content, message } = await this.#call({
      operation: "fetch",
      parameters: { method, url, headers: [...headers] },
      body,
      signal,
    });
    // Without fields it is no answer of the other side: the call itself has failed.
    if (fields == null) throw new Error(message);
    const isBodiless = BODILESS.includes(status) || method === "HEAD";
    if (isBodiless) await content?.cancel();
    return new Response(isBodiless ? null : content, { status, headers: new Headers(fields) });
  }
}

/** Returns the request that follows a redirect; null when its body, already sent, would have to be sent again. */
function redirected(request, status, location) {
  const url = new URL(location, request.url).href;
  const becomesGet = status === 303 ? request.method !== "HEAD" : status < 303 && request.method === "POST";
  if (request.body !== null && !becomesGet) return null;
  const headers = new Headers(request.headers);
  if (becomesGet) for (const name of ["content-type", "content-length", "content-encoding"]) headers.delete(name);
  return new Request(url, { method: becomesGet ? "GET" : request.method, headers, signal: request.signal });
}
