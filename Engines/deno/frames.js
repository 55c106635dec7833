// The framing of the control socket: u32 payload length, u8 type, u32 id, payload; integers big-endian.

/** The types of the frames; README.md says what each carries. */
export const FrameType = Object.freeze({
  load: 1,
  ping: 2,
  drain: 3,
  answer: 4,
  answerBody: 5,
  answerEnd: 6,
  answerFailed: 7,
  answerCredit: 8,
  event: 9,
  observe: 10,
  hello: 64,
  ready: 65,
  loadFailed: 66,
  log: 67,
  exception: 68,
  pong: 69,
  drained: 70,
  call: 71,
  callBody: 72,
  callEnd: 73,
  callCancel: 74,
  callCredit: 75,
  eventDone: 76,
  invocation: 77,
});

const HEAD_BYTES = 9;
/** The longest payload that is accepted: a load of a whole bundle. */
const MAXIMUM_RECEIVED_BYTES = 160 * 1024 * 1024;
/** How much may wait for a slow supervisor; journal frames beyond it are dropped and counted. */
const MAXIMUM_QUEUED_BYTES = 1024 * 1024;
/** What is asked of the socket at once, so that many short frames cost one read. */
const READ_BYTES = 64 * 1024;
/** What is given to the socket at once, unless a single frame is longer. */
const WRITE_BYTES = 64 * 1024;

const { exit } = Deno;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The harness's end of the control socket. */
export class ControlChannel {
  #connection;
  #queue = [];
  #queuedBytes = 0;
  #writing = null;
  #dropped = 0;
  /** What was read and not yet taken. */
  #received = new Uint8Array(0);

  constructor(connection) {
    this.#connection = connection;
  }

  /** Returns the next frame, or null at the end of the stream. */
  async receive() {
    const head = await this.#read(HEAD_BYTES);
    if (head === null) return null;
    const view = new DataView(head.buffer, head.byteOffset);
    const length = view.getUint32(0);
    if (length > MAXIMUM_RECEIVED_BYTES) throw new RangeError(`control frame of ${length} bytes`);
    const payload = await this.#read(length);
    if (payload === null) return null;
    return { type: view.getUint8(4), id: view.getUint32(5), payload };
  }

  /** Queues a frame that must arrive. */
  send(type, value, id = 0) {
    this.#enqueue(frame(type, id, json(value)));
  }

  /** Queues a frame of bytes, which are copied; its sender waits for credit, so that the queue has a limit. */
  sendBytes(type, bytes, id) {
    this.#enqueue(frame(type, id, bytes));
  }

  /** Queues a journal frame, or drops it when the supervisor does not keep up. */
  sendDroppable(type, value) {
    const bytes = frame(type, 0, json(value));
    if (this.#queuedBytes + bytes.length > MAXIMUM_QUEUED_BYTES) {
      this.#dropped += 1;
      return;
    }
    this.#enqueue(bytes);
  }

  /** Resolves when everything queued has been written. */
  async flush() {
    while (this.#writing !== null) await this.#writing;
  }

  #enqueue(bytes) {
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    this.#writing ??= this.#write();
  }

  async #write() {
    try {
      while (this.#queue.length > 0) {
        const bytes = this.#takeQueued();
        for (let sent = 0; sent < bytes.length;) sent += await this.#connection.write(bytes.subarray(sent));
        this.#queuedBytes -= bytes.length;
        if (this.#queue.length === 0) this.#reportDropped();
      }
    } catch {
      exit(0); // The supervisor is gone, and an instance without one has no purpose.
    } finally {
      this.#writing = null;
    }
  }

  /** Returns the next frames as one piece. */
  #takeQueued() {
    let [count, length] = [1, this.#queue[0].length];
    while (count < this.#queue.length && length + this.#queue[count].length <= WRITE_BYTES) {
      length += this.#queue[count].length;
      count += 1;
    }
    const frames = this.#queue.splice(0, count);
    if (count === 1) return frames[0];
    const bytes = new Uint8Array(length);
    let offset = 0;
    for (const frame of frames) {
      bytes.set(frame, offset);
      offset += frame.length;
    }
    return bytes;
  }

  #reportDropped() {
    if (this.#dropped === 0) return;
    const text = `${this.#dropped} log entries were dropped: the worker logs faster than they can be stored`;
    this.#dropped = 0;
    const bytes = frame(FrameType.log, 0, json({ level: "warn", requestId: null, text }));
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
  }

  async #read(length) {
    if (this.#received.length === 0 && length > 0 && length < READ_BYTES) {
      const buffer = new Uint8Array(READ_BYTES);
      const count = await this.#connection.read(buffer);
      if (count === null) return null;
      this.#received = buffer.subarray(0, count);
    }
    if (this.#received.length >= length) return this.#take(length);
    const bytes = new Uint8Array(length);
    let filled = this.#received.length;
    bytes.set(this.#take(filled));
    while (filled < length) {
      const count = await this.#connection.read(bytes.subarray(filled));
      if (count === null) return null;
      filled += count;
    }
    return bytes;
  }

  #take(length) {
    const bytes = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return bytes;
  }
}

/** Takes the payload of a load frame apart: the description, and the bytes of each module. */
export function parseLoad(payload) {
  const descriptionLength = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
  let offset = 4 + descriptionLength;
  const description = JSON.parse(decoder.decode(payload.subarray(4, offset)));
  const modules = description.modules.map(({ name, type, length }) => {
    const bytes = payload.subarray(offset, offset + length);
    offset += length;
    return { name, type, bytes };
  });
  return { ...description, modules };
}

function json(value) {
  return encoder.encode(JSON.stringify(value ?? {}));
}

function frame(type, id, payload) {
  const bytes = new Uint8Array(HEAD_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length);
  view.setUint8(4, type);
  view.setUint32(5, id);
  bytes.set(payload, HEAD_BYTES);
  return bytes;
}
