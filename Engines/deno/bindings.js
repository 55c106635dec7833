// What a worker finds in `env`.

import { Fetcher } from "./fetcher.js";
import { currentInvocation } from "./invocation.js";
import { KVNamespace } from "./keyvalue.js";

/** Makes the environment of a worker from the bindings of its load frame. */
export function environment({ bindings, worker }, calls) {
  const { versionId: id, version: number, tag, timestamp } = worker;
  const makers = {
    text: ({ value }) => value,
    json: ({ value }) => JSON.parse(value),
    versionMetadata: () => Object.freeze({ id, number, tag, timestamp }),
    keyValue: ({ name }) => new KVNamespace(caller(name, calls)),
    fetcher: ({ name }) => new Fetcher(caller(name, calls)),
    unsupported: ({ name, value }) => unsupported(name, value),
  };
  return Object.fromEntries(bindings.map((binding) => [binding.name, makers[binding.type](binding)]));
}

/** Returns the function by which a binding is called, on behalf of the invocation that is under way. */
function caller(binding, calls) {
  return ({ operation, parameters, body, signal }) => {
    const invocation = currentInvocation();
    const description = {
      binding,
      operation,
      requestId: invocation?.requestId ?? null,
      depth: (invocation?.depth ?? 0) + 1,
      ...parameters,
    };
    return calls.start({ description, body, signal });
  };
}

/** A binding of a type that is kept but not run here was used. */
export class UnsupportedBindingError extends Error {
  name = "UnsupportedBindingError";
}

/** Asked by engines and libraries of anything they meet: these are no use of a binding. */
const HARMLESS = ["then", "toJSON", "constructor", "toString", "valueOf"];

/** Returns an object that can be passed around and looked at, and throws once it is used. */
function unsupported(name, type) {
  const refuse = () => {
    throw new UnsupportedBindingError(`The binding "${name}" is of type "${type}", which this server does not run.`);
  };
  return new Proxy(function () {}, {
    get: (_, property) => typeof property === "symbol" || HARMLESS.includes(property) ? undefined : refuse(),
    apply: refuse,
    construct: refuse,
  });
}
