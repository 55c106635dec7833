// The harness's end of the control socket: u32 payload length, u8 type, u32 id, payload; integers big-endian.

import net from "node:net";

/** The types of the frames; ../README.md says what each carries. */
export const FrameType = Object.freeze({
  load: 1,
  ping: 2,
  drain: 3,
  hello: 64,
  ready: 65,
  loadFailed: 66,
  log: 67,
  pong: 69,
  drained: 70,
});

const HEAD_BYTES = 9;
/** How much may wait for a slow supervisor, in bytes; log frames beyond it are dropped and counted. */
const MAXIMUM_QUEUED_BYTES = 1024 * 1024;

export class ControlChannel {
  #socket;
  #received = Buffer.alloc(0);
  #dropped = 0;

  constructor(descriptor, onFrame, onEnd) {
    this.#socket = new net.Socket({ fd: descriptor, readable: true, writable: true });
    this.#socket.on("data", (data) => this.#take(data, onFrame));
    this.#socket.on("error", onEnd);
    this.#socket.on("close", onEnd);
    this.#socket.resume();
  }

  /** Queues a frame that must arrive. */
  send(type, value, id = 0) {
    this.#reportDropped();
    this.#socket.write(frame(type, id, value));
  }

  /** Queues a log frame, or drops it when the supervisor does not keep up. */
  sendDroppable(type, value) {
    if (this.#socket.writableLength > MAXIMUM_QUEUED_BYTES) {
      this.#dropped += 1;
      return;
    }
    this.#reportDropped();
    this.#socket.write(frame(type, 0, value));
  }

  /** Calls back when everything queued has been written. */
  flush(completion) {
    this.#socket.write("", completion);
  }

  #reportDropped() {
    if (this.#dropped === 0) return;
    const text = `${this.#dropped} lines were dropped: the function logs faster than they can be stored`;
    this.#dropped = 0;
    this.#socket.write(frame(FrameType.log, 0, { level: "warn", requestId: null, text }));
  }

  #take(data, onFrame) {
    this.#received = this.#received.length === 0 ? data : Buffer.concat([this.#received, data]);
    while (this.#received.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + this.#received.readUInt32BE(0);
      if (this.#received.length < end) return;
      const payload = this.#received.subarray(HEAD_BYTES, end).toString();
      const [type, id] = [this.#received.readUInt8(4), this.#received.readUInt32BE(5)];
      this.#received = this.#received.subarray(end);
      onFrame({ type, id, payload });
    }
  }
}

function frame(type, id, value) {
  const payload = Buffer.from(JSON.stringify(value));
  const bytes = Buffer.alloc(HEAD_BYTES + payload.length);
  bytes.writeUInt32BE(payload.length, 0);
  bytes.writeUInt8(type, 4);
  bytes.writeUInt32BE(id, 5);
  payload.copy(bytes, HEAD_BYTES);
  return bytes;
}
