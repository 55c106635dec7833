// The values of modules that are not code. The loader puts them here; the one-line modules it makes of them
// take them from here.

const values = new Map();

/** Decodes the bytes of a module of type text, data, json or wasm; throws an error that names the module. */
export function register(url, { name, type, bytes }) {
  values.set(url, decode(name, type, bytes));
}

/** Returns the value of a module, as its default export. */
export function content(url) {
  return values.get(url);
}

function decode(name, type, bytes) {
  switch (type) {
    case "text":
      return new TextDecoder().decode(bytes);
    case "data":
      return bytes.slice().buffer;
    case "json":
      try {
        return JSON.parse(new TextDecoder().decode(bytes));
      } catch (error) {
        throw new SyntaxError(`${name} is not valid JSON: ${error.message}`);
      }
    case "wasm":
      try {
        return new WebAssembly.Module(bytes.slice());
      } catch (error) {
        throw new WebAssembly.CompileError(`${name} is not a valid WebAssembly module: ${error.message}`);
      }
    default:
      throw new TypeError(`${name} has the unknown module type "${type}"`);
  }
}
