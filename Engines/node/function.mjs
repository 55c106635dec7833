// A function in JavaScript: `file.function`, called with events, or with HTTP requests.

import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { contextOf } from "./context.mjs";
import { LoadFailure } from "./failure.mjs";

const EXTENSIONS = [".js", ".mjs", ".cjs", ""];

export class NodeFunction {
  #journal;
  #modules = new Map();

  constructor(description, journal) {
    this.description = description;
    this.#journal = journal;
  }

  /** Imports the handler and runs the initializer. */
  async load() {
    this.#enter();
    const { handler, initializer } = this.description.function;
    this.handler = await this.#find(handler, "Handler");
    if (initializer !== "") await this.#runHook(await this.#find(initializer, "Initializer"), "Initialize");
  }

  /** Runs the preStop hook, if there is one. */
  async stop() {
    const { preStop } = this.description;
    if (preStop !== "") await this.#runHook(await this.#find(preStop, "PreStop handler"), "PreStop");
  }

  /** Runs the preFreeze hook, if there is one. */
  async freeze(context) {
    const { preFreeze } = this.description;
    if (preFreeze !== "") await called(await this.#find(preFreeze, "PreFreeze handler"), [context]);
  }

  context(headers, requestId) {
    return contextOf(this.description, headers, requestId, console);
  }

  async #runHook(hook, phase) {
    const { requestId } = this.description;
    this.#journal.write(`FC ${phase} Start RequestId: ${requestId}`, "log", requestId);
    try {
      await this.#journal.run(requestId, () => called(hook, [this.context({}, requestId)]));
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      failure.phase = "initializer";
      throw failure;
    } finally {
      this.#journal.write(`FC ${phase} End RequestId: ${requestId}`, "log", requestId);
    }
  }

  /** Takes on the function's environment and folder. */
  #enter() {
    const { environment, code } = this.description;
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, environment);
    process.chdir(code);
  }

  async #find(name, what) {
    const dot = name.lastIndexOf(".");
    if (dot <= 0) throw new LoadFailure("InvalidHandler", `${what} “${name}” is not of the form file.function`);
    const [file, member] = [name.slice(0, dot), name.slice(dot + 1)];
    const module = await this.#module(file);
    const found = module[member] ?? module.default?.[member];
    if (typeof found !== "function") {
      throw new LoadFailure("HandlerNotFound", `${what} '${member}' is missing on module '${file}'`);
    }
    return found;
  }

  async #module(file) {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const base = path.join(this.description.code, file);
    const found = EXTENSIONS.map((extension) => base + extension).find((candidate) => existsSync(candidate));
    if (found === undefined) {
      throw new LoadFailure("ImportModuleError", `Unable to import module '${file}': there is no ${file}.js`);
    }
    let module;
    try {
      module = createRequire(found)(found);
    } catch (error) {
      // Modules with a top-level await cannot be required.
      if (error?.code !== "ERR_REQUIRE_ESM" && error?.code !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
      module = await import(pathToFileURL(found));
    }
    this.#modules.set(file, module);
    return module;
  }
}

/** The wish of a handler to fail, by `callback(error)`. */
export class HandledError extends Error {
  constructor(reason) {
    super("handled");
    this.reason = reason;
  }
}

/** Calls a handler with those arguments and a callback; resolves with whatever comes first. */
export function called(handler, parameters) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => {
      if (error !== null && error !== undefined) reject(new HandledError(error));
      else resolve(result);
    };
    const result = handler(...parameters, callback);
    // A handler that returns nothing will call back.
    if (typeof result?.then === "function") result.then(resolve, reject);
    else if (result !== undefined ? handler.length <= parameters.length : handler.length === parameters.length) resolve(result);
  });
}
