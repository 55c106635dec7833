// Key-value namespaces, as Workers have them.

const TYPES = ["text", "json", "arrayBuffer", "stream"];
/** The types in which several keys can be read at once. */
const BULK_TYPES = ["text", "json"];

const { Response } = globalThis;
const encoder = new TextEncoder();

/** What a worker finds in `env` under the name of a key-value binding. */
export class KVNamespace {
  #call;

  /** `call` sends `{ operation, parameters, body }` to the binding, and returns its answer. */
  constructor(call) {
    this.#call = call;
  }

  async get(key, options) {
    if (!Array.isArray(key)) return (await this.getWithMetadata(key, options)).value;
    const entries = await this.getWithMetadata(key, options);
    return new Map([...entries].map(([name, { value }]) => [name, value]));
  }

  async getWithMetadata(key, options) {
    const type = typeOf(options);
    if (Array.isArray(key)) return await this.#getMany(key.map(nameOf), type);
    if (!TYPES.includes(type)) {
      throw new TypeError('Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".');
    }
    const answer = await this.#perform("GET", { operation: "get", parameters: { key: nameOf(key) } });
    if (answer.status === 404) return { value: null, metadata: null, cacheStatus: null };
    const response = new Response(answer.body);
    const value = type === "stream" ? answer.body ?? new Response("").body : await response[type]();
    return { value, metadata: parsed(answer.metadata), cacheStatus: null };
  }

  async put(key, value, { expiration, expirationTtl, metadata } = {}) {
    const parameters = {
      key: nameOf(key),
      expiration: secondsOf(expiration, "expiration"),
      expirationTtl: secondsOf(expirationTtl, "expiration_ttl"),
      metadata: metadata == null ? null : JSON.stringify(metadata),
    };
    await this.#perform("PUT", { operation: "put", parameters, body: bodyOf(value) });
  }

  async delete(key) {
    await this.#perform("DELETE", { operation: "delete", parameters: { key: nameOf(key) } });
  }

  async list({ prefix, limit, cursor } = {}) {
    const parameters = { prefix: prefix == null ? "" : String(prefix), limit: limit ?? null, cursor: cursor ?? null };
    const { body } = await this.#perform("GET", { operation: "list", parameters });
    const page = await new Response(body).json();
    const keys = page.keys.map(({ name, expiration, metadata }) => ({
      name,
      ...(expiration == null ? {} : { expiration }),
      ...(metadata == null ? {} : { metadata: JSON.parse(metadata) }),
    }));
    if (page.cursor == null) return { keys, list_complete: true, cacheStatus: null };
    return { keys, list_complete: false, cursor: page.cursor, cacheStatus: null };
  }

  async #getMany(keys, type) {
    if (!BULK_TYPES.includes(type)) throw new TypeError(`"${type}" is not a valid type. Use "json" or "text"`);
    const { body } = await this.#perform("GET_BULK", { operation: "getMany", parameters: { keys } });
    const { entries } = await new Response(body).json();
    const found = new Map(entries.map(({ key, value, metadata }) => [key, { value, metadata: parsed(metadata) }]));
    return new Map(keys.map((key) => {
      const entry = found.get(key) ?? { value: null, metadata: null };
      return [key, type === "json" && entry.value !== null ? { ...entry, value: JSON.parse(entry.value) } : entry];
    }));
  }

  /** Returns the answer of an operation, or throws it as an error in Workers' words. */
  async #perform(verb, call) {
    const answer = await this.#call(call);
    // Nothing under that key is an answer, and has no message.
    if (answer.status < 400 || answer.message == null) return answer;
    throw new Error(`KV ${verb} failed: ${answer.status} ${answer.message}`);
  }
}

function typeOf(options) {
  return (typeof options === "string" ? options : options?.type) ?? "text";
}

function nameOf(key) {
  const name = String(key);
  if (name === "") throw new TypeError("Key name cannot be empty.");
  if (name === "." || name === "..") throw new TypeError(`"${name}" is not allowed as a key name.`);
  return name;
}

function secondsOf(value, name) {
  if (value == null) return null;
  const seconds = Math.trunc(Number(value));
  if (Number.isSafeInteger(seconds)) return seconds;
  throw new Error(`KV PUT failed: 400 Invalid ${name} of ${value}. Please specify integer greater than 0.`);
}

function bodyOf(value) {
  if (typeof value === "string") return encoder.encode(value);
  if (value instanceof ReadableStream) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError("KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.");
}

function parsed(text) {
  return text == null ? null : JSON.parse(text);
}
