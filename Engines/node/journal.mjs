// What a function prints and logs, as log frames that name the request.

import { AsyncLocalStorage } from "node:async_hooks";
import { Console } from "node:console";
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

import { FrameType } from "./control.mjs";

/** A longer line is cut here, in characters, and the rest of it is left out. */
const MAXIMUM_LINE = 32 * 1024;
/** How much may be logged in one second, in characters; lines beyond it are dropped and counted. */
const MAXIMUM_PER_SECOND = 1024 * 1024;

export class Journal {
  #channel;
  #requests = new AsyncLocalStorage();
  #running = new Set();
  #second = 0;
  #spent = 0;
  #dropped = 0;

  constructor(channel) {
    this.#channel = channel;
  }

  /** Runs the body so that everything it says, now and later, belongs to that request. */
  run(requestId, body) {
    return this.#requests.run(requestId, body);
  }

  begin(requestId) {
    this.#running.add(requestId);
  }

  end(requestId) {
    this.#running.delete(requestId);
    this.#reportDropped();
  }

  /** The request that is being worked on; outside of one it is the only one there is, if so. */
  get requestId() {
    const found = this.#requests.getStore();
    if (found !== undefined) return found;
    return this.#running.size === 1 ? this.#running.values().next().value : null;
  }

  /** Sends the lines of a text. */
  write(text, level = "log", requestId = this.requestId) {
    for (const line of text.split("\n")) this.#send(line, level, requestId);
  }

  #send(line, level, requestId) {
    const text = line.length > MAXIMUM_LINE
      ? `${line.slice(0, MAXIMUM_LINE)} … (${line.length} characters, cut)`
      : line;
    if (!this.#spend(text.length + 1)) return;
    this.#channel.sendDroppable(FrameType.log, { level, requestId, text });
  }

  #spend(size) {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#spent = 0;
    }
    if (this.#spent + size > MAXIMUM_PER_SECOND) {
      this.#dropped += 1;
      return false;
    }
    this.#spent += size;
    this.#reportDropped();
    return true;
  }

  #reportDropped() {
    if (this.#dropped === 0) return;
    const text = `${this.#dropped} lines were dropped: more than ${MAXIMUM_PER_SECOND} characters in a second`;
    this.#dropped = 0;
    this.#channel.sendDroppable(FrameType.log, { level: "warn", requestId: null, text });
  }

  /** Puts journal streams in the place of standard output and error, and of the console. */
  install() {
    const stdout = new JournalStream(this, "log");
    const stderr = new JournalStream(this, "error");
    for (const [name, value] of Object.entries({ stdout, stderr })) {
      Object.defineProperty(process, name, { value, configurable: true, enumerable: true });
    }
    const console = new LoggingConsole(this, stdout, stderr);
    for (const name of ["log", "info", "debug", "warn", "error", "trace", "dir", "table", "group", "groupEnd",
      "groupCollapsed", "dirxml", "assert", "count", "countReset", "time", "timeEnd", "timeLog"]) {
      globalThis.console[name] = console[name].bind(console);
    }
  }
}

/** Writes `2022-07-28T18:43:50.784Z REQUEST [INFO] message`, as Function Compute does. */
class LoggingConsole extends Console {
  constructor(journal, stdout, stderr) {
    super({ stdout, stderr, colorMode: false });
    const formatted = { log: "VERBOSE", info: "INFO", debug: "DEBUG", warn: "WARNING", error: "ERROR" };
    for (const [name, word] of Object.entries(formatted)) {
      const plain = this[name].bind(this);
      this[name] = (first, ...rest) => {
        const prefix = `${new Date().toISOString()} ${journal.requestId ?? ""} [${word.toLowerCase()}] `;
        // The prefix must not take part in the formatting of what follows.
        if (typeof first === "string") plain(prefix.replaceAll("%", "%%") + first, ...rest);
        else plain(prefix.trimEnd(), ...(first === undefined && rest.length === 0 ? [] : [first, ...rest]));
      };
    }
  }
}

/** A stream whose lines are log lines. */
class JournalStream extends Writable {
  #journal;
  #level;
  #decoder = new StringDecoder("utf8");
  #unfinished = new Map();

  constructor(journal, level) {
    super({ decodeStrings: false });
    this.#journal = journal;
    this.#level = level;
    this.isTTY = false;
  }

  _write(chunk, encoding, done) {
    const text = typeof chunk === "string" ? chunk : this.#decoder.write(chunk);
    const requestId = this.#journal.requestId;
    const lines = ((this.#unfinished.get(requestId) ?? "") + text).split("\n");
    const rest = lines.pop();
    this.#unfinished.delete(requestId);
    if (rest.length > MAXIMUM_LINE || this.#unfinished.size > 256) lines.push(rest);
    else if (rest !== "") this.#unfinished.set(requestId, rest);
    for (const line of lines) this.#journal.write(line, this.#level, requestId);
    done();
  }

  /** Ends the unfinished line of a request. */
  finish(requestId) {
    const rest = this.#unfinished.get(requestId);
    this.#unfinished.delete(requestId);
    if (rest !== undefined) this.#journal.write(rest, this.#level, requestId);
  }
}
