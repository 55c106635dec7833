// The module `cloudflare:workers`.

import { currentInvocation } from "./invocation.js";

/** The bindings of the worker, filled before its modules are loaded. */
export const env = {};

export class WorkerEntrypoint {
  constructor(ctx, env) {
    this.ctx = ctx;
    this.env = env;
  }
}

export class DurableObject {
  constructor(ctx, env) {
    this.ctx = ctx;
    this.env = env;
  }
}

export class WorkflowEntrypoint {
  constructor(ctx, env) {
    this.ctx = ctx;
    this.env = env;
  }
}

export class RpcTarget {}

export function waitUntil(promise) {
  const invocation = currentInvocation();
  if (invocation === undefined) throw new Error("waitUntil() can only be called while a request is handled.");
  invocation.waitUntil(promise);
}
