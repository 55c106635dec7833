// Takes the types out of TypeScript modules, with the compiler that is built into the engine: offline, in process.

import { stripTypeScriptTypes } from "node:module";

/**
 * Returns the JavaScript of a TypeScript module.
 *
 * Types are blanked where they stand, which is fast and keeps every line and column, so that stack traces point into
 * the source that was uploaded. Only where that cannot work (enums, namespaces, parameter properties, imports that
 * turn out to name types alone) the module is compiled, which is about nine times slower and moves lines.
 */
export function javascript(source, name) {
  try {
    const stripped = stripTypeScriptTypes(source);
    if (!importsUnusedName(stripped)) return stripped;
  } catch (error) {
    if (error.code !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") throw syntaxError(error, name);
  }
  try {
    return stripTypeScriptTypes(source, { mode: "transform" });
  } catch (error) {
    throw syntaxError(error, name);
  }
}

/** Whether a named import occurs nowhere else: TypeScript leaves such an import out, since it may name a type. */
function importsUnusedName(source) {
  for (const [, names] of source.matchAll(/^\s*import\s+(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\b/gm)) {
    for (const entry of names.split(",")) {
      const local = entry.trim().split(/\s+as\s+/).pop();
      if (local !== "" && occurrences(source, local) < 2) return true;
    }
  }
  return false;
}

function occurrences(source, identifier) {
  const pattern = new RegExp(`(?<![\\w$])${identifier.replaceAll("$", "\\$")}(?![\\w$])`, "g");
  return source.match(pattern)?.length ?? 0;
}

function syntaxError(error, name) {
  const detail = String(error.message).replaceAll("file:///stripTypeScriptTypes.ts", name);
  return new SyntaxError(`${name} is not valid TypeScript: ${detail}`);
}
