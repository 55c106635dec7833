// Limits that the harness takes upon itself, before it runs any code of a user: they can only be lowered after that.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What the engine needs besides what the function uses: code, young generation, stacks of threads. */
const OVERHEAD_BYTES = 160 * 1024 * 1024;

/** Limits what this process and its children may allocate, each, and how many of them there may be. */
export function limitSelf({ dataBytes, processes }) {
  const status = readFileSync("/proc/self/status", "utf8");
  const base = Number(/^VmData:\s+(\d+) kB$/m.exec(status)[1]) * 1024;
  const data = base + dataBytes + OVERHEAD_BYTES;
  const options = ["--pid", String(process.pid), `--data=${data}:${data}`, `--nproc=${processes}:${processes}`];
  // Node.js cannot do it itself.
  const result = spawnSync("/usr/bin/prlimit", options, { stdio: "ignore" });
  if (result.status !== 0) throw new Error(`the function's memory cannot be limited (prlimit: ${result.status})`);
}
