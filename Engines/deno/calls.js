// Calls of bindings over the control socket: many at once, with a body either way, none faster than its reader.

import { FrameType } from "./frames.js";

/** What of a body may be on its way before its reader has asked for more, in bytes. */
const WINDOW_BYTES = 64 * 1024;
/** The calls that may be open at once; further ones wait. */
const MAXIMUM_OPEN = 128;
/** How long they wait, in milliseconds, before answers that were not read for as long are given up, as Workers do. */
const PATIENCE_MS = 1000;
/** The longest description of a call, in bytes: a URL and header fields, or up to a hundred keys. */
const MAXIMUM_DESCRIPTION_BYTES = 256 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const { setTimeout, clearTimeout } = globalThis;

/** All open calls of an instance. */
export class Calls {
  #channel;
  #open = new Map();
  #waiting = [];
  #nextID = 1;

  constructor(channel) {
    this.#channel = channel;
  }

  /**
   * Calls a binding, and returns the head of its answer: `{ status, message, headers, metadata, body }`, whose body is
   * a stream or null. `body` is a Uint8Array, a ReadableStream of bytes, or null.
   */
  async start({ description, body = null, signal = null }) {
    signal?.throwIfAborted();
    const payload = encoder.encode(JSON.stringify({ ...description, hasBody: body !== null }));
    if (payload.length > MAXIMUM_DESCRIPTION_BYTES) {
      throw new RangeError(`What was asked of the binding takes more than ${MAXIMUM_DESCRIPTION_BYTES} bytes to say.`);
    }
    await this.#room();
    const id = this.#nextID++;
    const call = new Call(id, this.#channel, () => this.#closed(id));
    this.#open.set(id, call);
    this.#channel.sendBytes(FrameType.call, payload, id);
    if (body !== null) void call.send(body);
    signal?.addEventListener("abort", () => call.abort(signal.reason), { once: true });
    return await call.answer;
  }

  /** Takes a frame that belongs to a call; frames of calls that are over are late, and ignored. */
  receive({ type, id, payload }) {
    const call = this.#open.get(id);
    switch (type) {
      case FrameType.answer:
        return call?.answered(JSON.parse(decoder.decode(payload)));
      case FrameType.answerBody:
        return call?.received(payload);
      case FrameType.answerEnd:
        return call?.ended();
      case FrameType.answerFailed:
        return call?.failed(new Error("The connection to the binding was lost."));
      case FrameType.answerCredit:
        return call?.credited(new DataView(payload.buffer, payload.byteOffset).getUint32(0));
    }
  }

  async #room() {
    while (this.#open.size >= MAXIMUM_OPEN) {
      const timer = setTimeout(() => this.#giveUpUnread(), PATIENCE_MS);
      await new Promise((resolve) => this.#waiting.push(resolve));
      clearTimeout(timer);
    }
  }

  #giveUpUnread() {
    const unread = [...this.#open.values()].filter((call) => call.isUnread);
    for (const call of unread) call.abort(new Error("This answer was given up: it was not read, and too many others wait."));
  }

  #closed(id) {
    this.#open.delete(id);
    this.#waiting.shift()?.();
  }
}

/** One call, from its first frame to the end of its answer. */
class Call {
  #id;
  #channel;
  #onClosed;
  #isClosed = false;
  #answer = Promise.withResolvers();
  /** Bytes of our body that may still be sent, and who waits for more. */
  #credit = WINDOW_BYTES;
  #awaitsCredit = null;
  /** The answer's body, when it came, where its bytes go, and how much of it the other side may still send. */
  #body = null;
  #answeredAt = Infinity;
  #controller = null;
  #granted = WINDOW_BYTES;

  constructor(id, channel, onClosed) {
    this.#id = id;
    this.#channel = channel;
    this.#onClosed = onClosed;
  }

  get answer() {
    return this.#answer.promise;
  }

  /** Whether the answer has been there for a while and nobody has begun to read it. */
  get isUnread() {
    return this.#body?.locked === false && performance.now() - this.#answeredAt > PATIENCE_MS;
  }

  /** Sends the body as credit allows; what is left when the answer is complete interests nobody. */
  async send(body) {
    const reader = streamOf(body).getReader();
    try {
      for (let chunk = await reader.read(); !chunk.done && !this.#isClosed; chunk = await reader.read()) {
        await this.#sendChunk(bytesOf(chunk.value));
      }
      if (!this.#isClosed) this.#channel.send(FrameType.callEnd, {}, this.#id);
    } catch (error) {
      this.abort(error);
    }
    reader.cancel().catch(() => {});
  }

  async #sendChunk(bytes) {
    for (let sent = 0; sent < bytes.length;) {
      while (this.#credit === 0 && !this.#isClosed) await new Promise((resolve) => this.#awaitsCredit = resolve);
      if (this.#isClosed) return;
      const piece = bytes.subarray(sent, sent + this.#credit);
      this.#channel.sendBytes(FrameType.callBody, piece, this.#id);
      this.#credit -= piece.length;
      sent += piece.length;
    }
  }

  credited(count) {
    this.#credit += count;
    this.#awaitsCredit?.();
  }

  answered({ hasBody, ...head }) {
    if (hasBody) {
      this.#answeredAt = performance.now();
      this.#body = new ReadableStream({
        type: "bytes",
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#grant(),
        cancel: () => this.#cancel(),
      }, { highWaterMark: WINDOW_BYTES });
    } else this.#close();
    this.#answer.resolve({ ...head, body: this.#body });
  }

  received(bytes) {
    this.#granted -= bytes.length;
    // A copy: the stream takes the whole buffer over, and other frames may lie in it.
    if (bytes.length > 0) this.#controller?.enqueue(bytes.slice());
  }

  ended() {
    this.#close();
    this.#controller?.close();
    // A reader that brings its own buffer waits for this too.
    this.#controller?.byobRequest?.respond(0);
  }

  failed(error) {
    this.#close();
    this.#answer.reject(error);
    this.#controller?.error(error);
  }

  /** Gives the call up on our side. */
  abort(reason) {
    if (this.#isClosed) return;
    this.#cancel();
    this.failed(reason);
  }

  /** Lets the other side send as much as was read, in steps worth a frame. */
  #grant() {
    const missing = this.#controller.desiredSize - this.#granted;
    if (this.#isClosed || missing < WINDOW_BYTES / 2) return;
    this.#granted += missing;
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, missing);
    this.#channel.sendBytes(FrameType.callCredit, bytes, this.#id);
  }

  #cancel() {
    if (!this.#isClosed) this.#channel.send(FrameType.callCancel, {}, this.#id);
    this.#close();
  }

  #close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#awaitsCredit?.();
    this.#onClosed();
  }
}

function streamOf(body) {
  if (body instanceof ReadableStream) return body;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(body);
      controller.close();
    },
  });
}

function bytesOf(chunk) {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw new TypeError("The body of a request is a stream of bytes only.");
}
