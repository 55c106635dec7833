// Answers the requests on the service socket.

import http from "node:http";
import { Readable } from "node:stream";

import { describe } from "./failure.mjs";
import { called, HandledError } from "./function.mjs";

/** The longest head of a request, in bytes. */
const MAXIMUM_HEAD = 256 * 1024;
/** Header fields that are between the platform and the harness alone. */
const INTERNAL = /^x-fc-/;

export class Service {
  #function;
  #journal;
  #open = new Set();

  constructor(loaded, journal) {
    this.#function = loaded;
    this.#journal = journal;
  }

  listen(descriptor) {
    const options = { maxHeaderSize: MAXIMUM_HEAD, requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 };
    const server = http.createServer(options, (request, response) => void this.#answer(request, response));
    server.timeout = 0;
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ fd: descriptor }, resolve);
    });
  }

  /** Fails all requests under way. */
  failAll(error, completion) {
    const open = [...this.#open];
    for (const response of open) sendFailure(response, error, { isLast: true });
    setTimeout(completion, open.length > 0 ? 50 : 0);
  }

  async #answer(request, response) {
    const requestId = request.headers["x-fc-request-id"] ?? "";
    this.#open.add(response);
    this.#journal.begin(requestId);
    try {
      await this.#journal.run(requestId, () => this.#call(request, response, requestId));
    } catch (error) {
      const isHandled = error instanceof HandledError;
      if (!isHandled) this.#journal.write(String(error?.stack ?? error), "error", requestId);
      sendFailure(response, isHandled ? error.reason : error, { isHandled });
    } finally {
      for (const stream of [process.stdout, process.stderr]) stream.finish?.(requestId);
      this.#journal.end(requestId);
      this.#open.delete(response);
    }
  }

  async #call(request, response, requestId) {
    const context = this.#function.context(request.headers, requestId);
    switch (request.headers["x-fc-control-path"]) {
      case "/http-invoke":
        return await callOverHTTP(this.#function.handler, request, response, context);
      case "/pre-freeze":
        await this.#function.freeze(context);
        return send(response, "");
      default:
        return send(response, await called(this.#function.handler, [await wholeBody(request), context]));
    }
  }
}

async function wholeBody(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Sends what a handler returned: bytes and text as they are, anything else as JSON. */
function send(response, result) {
  const body = encoded(result);
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": body.length });
  response.end(body);
}

function encoded(result) {
  if (result === undefined || result === null) return Buffer.alloc(0);
  if (typeof result === "string") return Buffer.from(result);
  if (result instanceof Uint8Array) return Buffer.from(result.buffer, result.byteOffset, result.byteLength);
  return Buffer.from(JSON.stringify(result) ?? "");
}

/** Says how a request failed; `isLast` where the instance ends with it. */
function sendFailure(response, error, { isHandled = false, isLast = false }) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = Buffer.from(JSON.stringify(describe(error)));
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": body.length,
    "x-fc-error-type": isHandled ? "HandledInvocationError" : "UnhandledInvocationError",
    ...(isLast ? { "x-fc-instance-ending": "1" } : {}),
  });
  response.end(body);
}

/** Calls `(req, resp, context)`; returns when the answer has been sent. */
function callOverHTTP(handler, request, response, context) {
  const target = request.headers["x-fc-request-uri"] ?? request.url;
  const url = new URL(request.url, "http://localhost");
  const queries = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    queries[name] = values.length === 1 ? values[0] : values;
  }
  const clientIP = request.headers["x-fc-client-ip"] ?? "";
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !INTERNAL.test(name)));
  const define = (name, value) => Object.defineProperty(request, name, { value, writable: true, configurable: true });
  define("headers", headers);
  define("path", decoded(url.pathname));
  define("queries", queries);
  define("clientIP", clientIP);
  define("url", target);
  return new Promise((resolve, reject) => {
    const answer = {
      setStatusCode(code) {
        response.statusCode = code;
      },
      setHeader(name, value) {
        response.setHeader(name, value);
      },
      deleteHeader(name) {
        response.removeHeader(name);
      },
      getHeader(name) {
        return response.getHeader(name);
      },
      hasHeader(name) {
        return response.hasHeader(name);
      },
      send(body = "") {
        response.once("close", resolve);
        if (body instanceof Readable || typeof body?.pipe === "function") {
          body.once("error", reject);
          body.pipe(response);
          return;
        }
        const bytes = encoded(body);
        response.setHeader("content-length", bytes.length);
        response.end(bytes);
      },
    };
    const result = handler(request, answer, context);
    if (typeof result?.then === "function") result.then(undefined, reject);
  });
}

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
