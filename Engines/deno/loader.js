// The modules of a bundle, held in memory under bundle:///. Nothing is ever read from disk or from the network.

import { builtinModules, registerHooks } from "node:module";
import { register } from "./content.js";
import { javascript } from "./typescript.js";

const ROOT = "bundle:///";
const CONTENT_MODULE = new URL("./content.js", import.meta.url).href;
const WORKERS_MODULE = new URL("./workers.js", import.meta.url).href;
const STATIC_NODE_IMPORT = /(?:^|[;}])\s*(?:import|export)\b[^"'`;()]*["'](node:[\w./]+)["']/gm;
const nodeModules = new Set(builtinModules.map((name) => name.replace(/^node:/, "")));

/** Installs the hooks, loads every module of the bundle, and returns the namespace of its main module. */
export async function loadBundle({ main, modules, compatibilityFlags }) {
  const bundle = new Bundle(modules, compatibilityFlags);
  if (!bundle.has(bundleURL(main))) throw new Error(`The main module "${main}" is not in the bundle.`);
  registerHooks({
    resolve: (specifier, context, next) => bundle.resolve(specifier, context, next),
    load: (url, context, next) => bundle.load(url, context, next),
  });
  try {
    return await import(bundleURL(main));
  } catch (error) {
    // The engine wraps what a hook throws into an error of its own.
    if (bundle.refusal !== null && String(error?.message).includes(bundle.refusal.message)) throw bundle.refusal;
    throw error;
  }
}

class Bundle {
  /** The first error of a hook. */
  refusal = null;
  #modules = new Map();
  #allowsNode;
  #allowsAsyncHooks;

  constructor(modules, flags) {
    for (const module of modules) this.#modules.set(bundleURL(module.name), module);
    this.#allowsNode = flags.includes("nodejs_compat") || flags.includes("nodejs_compat_v2");
    this.#allowsAsyncHooks = this.#allowsNode || flags.includes("nodejs_als");
  }

  has(url) {
    return this.#modules.has(url);
  }

  resolve(specifier, context, next) {
    const importer = context.parentURL ?? "";
    if (this.has(specifier)) return { url: specifier, shortCircuit: true };
    if (!importer.startsWith(ROOT)) return next(specifier, context);
    if (specifier === CONTENT_MODULE && !isCode(this.#modules.get(importer))) {
      return { url: CONTENT_MODULE, shortCircuit: true };
    }
    if (specifier === "cloudflare:workers") return { url: WORKERS_MODULE, shortCircuit: true };
    const url = this.#find(specifier, importer);
    if (url !== null) return { url, shortCircuit: true };
    const name = nodeModuleName(specifier);
    if (name !== null && (this.#allowsNode || (name === "async_hooks" && this.#allowsAsyncHooks))) {
      return next(`node:${name}`, context);
    }
    return this.#refuse(new Error(this.#reason(specifier, moduleName(importer))));
  }

  load(url, context, next) {
    const module = this.#modules.get(url);
    if (module === undefined) return next(url, context);
    if (module.type === "json" && context.importAttributes?.type === "json") {
      return { format: "json", source: new TextDecoder().decode(module.bytes), shortCircuit: true };
    }
    try {
      const source = moduleSource(url, module);
      if (isCode(module)) this.#checkNodeImports(source, module.name);
      return { format: "module", source, shortCircuit: true };
    } catch (error) {
      return this.#refuse(error);
    }
  }

  #refuse(error) {
    this.refusal ??= error;
    throw error;
  }

  /** Static imports of `node:` modules are not shown to hooks, so they are looked for where statements begin. */
  #checkNodeImports(source, importer) {
    // The search of a whole bundle takes milliseconds of a cold start, and few have anything to find.
    if (this.#allowsNode || !source.includes("node:")) return;
    for (const [, specifier] of source.matchAll(STATIC_NODE_IMPORT)) {
      if (specifier === "node:async_hooks" && this.#allowsAsyncHooks) continue;
      throw new Error(this.#reason(specifier, importer));
    }
  }

  /** Relative names are looked up from the importer; plain names from the root of the bundle, then from the importer. */
  #find(specifier, importer) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(specifier)) return null;
    const isRelative = /^\.{0,2}\//.test(specifier);
    const candidates = isRelative ? [importer] : [ROOT, importer];
    for (const base of candidates) {
      const url = new URL(isRelative ? specifier : `./${specifier}`, base).href;
      if (this.has(url)) return url;
    }
    return null;
  }

  #reason(specifier, importer) {
    const missing = `"${specifier}", imported by "${importer}", `;
    if (nodeModuleName(specifier) !== null) {
      return `${missing}is a Node.js module: add "nodejs_compat" to compatibility_flags to use it.`;
    }
    if (specifier.startsWith("cloudflare:")) {
      return `${missing}is not available here; of these modules only "cloudflare:workers" is.`;
    }
    if (/^[a-z][a-z0-9+.-]*:/i.test(specifier)) {
      return `${missing}cannot be loaded: a worker loads nothing but the modules of its own bundle.`;
    }
    if (/^\.{0,2}\//.test(specifier)) return `${missing}is not in the bundle.${this.#suggestion(specifier, importer)}`;
    return `${missing}is not in the bundle. Bundle the package into the worker before you upload it ` +
      `(for example with esbuild), or add the module to the upload.`;
  }

  #suggestion(specifier, importer) {
    const url = new URL(specifier, bundleURL(importer)).href;
    for (const ending of [".js", ".mjs", ".ts", "/index.js", "/index.ts"]) {
      if (this.has(url + ending)) return ` Did you mean "${specifier}${ending}"? Imports name files in full.`;
    }
    return "";
  }
}

function moduleSource(url, module) {
  switch (module.type) {
    case "esm":
      return new TextDecoder().decode(module.bytes);
    case "typescript":
      return javascript(new TextDecoder().decode(module.bytes), module.name);
    default:
      register(url, module);
      return `import { content } from ${JSON.stringify(CONTENT_MODULE)};\n` +
        `export default content(${JSON.stringify(url)});`;
  }
}

function isCode(module) {
  return module?.type === "esm" || module?.type === "typescript";
}

function nodeModuleName(specifier) {
  const name = specifier.replace(/^node:/, "");
  return specifier.startsWith("node:") || nodeModules.has(name) ? name : null;
}

function bundleURL(name) {
  return new URL(name, ROOT).href;
}

function moduleName(url) {
  return decodeURIComponent(url.slice(ROOT.length));
}
