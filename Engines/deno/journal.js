// `console` and exceptions, as frames that name the request they belong to.

import { FrameType } from "./frames.js";
import { currentInvocation } from "./invocation.js";

/** The longest text of one entry; the rest is cut off, and the cut is marked. */
const MAXIMUM_TEXT_LENGTH = 16 * 1024;
/** A stack frame of the harness or of the engine. */
const OUTSIDE = new RegExp(`[( ](?:ext:|node:|${new URL("./", import.meta.url).href.replaceAll(".", "\\.")})`);
const EngineConsole = Deno[Deno.internal].Console;
const { inspect } = Deno;

/** What the engine's console calls its levels. `trace` has a level of its own there. */
const LEVELS = ["debug", "log", "warn", "error", "debug"];

/** Writes the journal of one instance. */
export class Journal {
  #channel;

  constructor(channel) {
    this.#channel = channel;
  }

  /** Replaces the global `console`, so that what the worker prints is journalled and nothing reaches stdout. */
  replaceConsole() {
    let isInfo = false;
    const console = new EngineConsole((text, level) => {
      const line = text.replace(/\n$/, "");
      if (line !== "") this.#log(isInfo ? "info" : LEVELS[level] ?? "log", line);
    });
    const { log } = console;
    console.info = (...values) => {
      isInfo = true;
      try {
        log(...values);
      } finally {
        isInfo = false;
      }
    };
    globalThis.console = console;
  }

  /** Journals what a worker threw; `origin` says where: "handler", "waitUntil" or "uncaught". */
  exception(origin, thrown, invocation = currentInvocation()) {
    const description = describe(thrown);
    invocation?.record?.exception(description);
    this.#channel.sendDroppable(FrameType.exception, {
      origin,
      requestId: invocation?.requestId ?? null,
      ...description,
    });
  }

  /** Hands a finished record to whoever tails the worker. */
  invocation(record) {
    this.#channel.sendDroppable(FrameType.invocation, record);
  }

  /** Journals a line of the harness's own. */
  note(level, text) {
    this.#log(level, text);
  }

  /** Keeps errors that nothing caught from ending the process, and journals them. */
  catchUncaught() {
    globalThis.addEventListener("error", (event) => {
      event.preventDefault();
      this.exception("uncaught", event.error);
    });
    globalThis.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      this.exception("uncaught", event.reason);
    });
  }

  #log(level, text) {
    const invocation = currentInvocation();
    const entry = { level, requestId: invocation?.requestId ?? null, text: cut(withoutHarness(text)) };
    invocation?.record?.log(level, entry.text);
    this.#channel.sendDroppable(FrameType.log, entry);
  }
}

/** Returns the name, message and stack of anything that can be thrown; the harness's own frames are left out. */
export function describe(thrown) {
  if (!(thrown instanceof Error)) {
    return { name: "Thrown value", message: cut(inspect(thrown, { colors: false })), stack: null };
  }
  try {
    return { name: cut(String(thrown.name)), message: cut(String(thrown.message)), stack: stackOf(thrown) };
  } catch {
    return { name: "Error", message: "an error that cannot be described", stack: null };
  }
}

function stackOf(error) {
  let stack = String(error.stack ?? "");
  for (let cause = error.cause, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth += 1) {
    stack += `\nCaused by: ${cause.stack}`;
  }
  return cut(withoutHarness(stack));
}

/** Leaves out the stack frames below the worker's own: they say nothing about it. */
function withoutHarness(text) {
  if (!text.includes("\n    at ")) return text;
  return text.split("\n").filter((line) => !/^ {4}at /.test(line) || !OUTSIDE.test(line)).join("\n");
}

function cut(text) {
  if (text.length <= MAXIMUM_TEXT_LENGTH) return text;
  return `${text.slice(0, MAXIMUM_TEXT_LENGTH)}… (${text.length - MAXIMUM_TEXT_LENGTH} more characters)`;
}
