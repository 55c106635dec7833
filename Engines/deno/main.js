// The life of an instance: connect, listen, give up permissions, say hello, load, serve, drain.

import { environment } from "./bindings.js";
import { Calls } from "./calls.js";
import { loadClassic } from "./classic.js";
import { ControlChannel, FrameType, parseLoad } from "./frames.js";
import * as globals from "./globals.js";
import { describe, Journal } from "./journal.js";
import { loadBundle } from "./loader.js";
import * as requests from "./requests.js";
import { Service } from "./service.js";
import { env as workersEnv } from "./workers.js";

const PROTOCOL = 2;
const { exit, pid, version: { deno: version } } = Deno;
const { setTimeout } = globalThis;

async function main([servicePath, controlPath]) {
  const channel = new ControlChannel(await Deno.connect({ transport: "unix", path: controlPath }));
  const journal = new Journal(channel);
  const service = new Service(servicePath, journal);
  const calls = new Calls(channel);
  await warmUp(servicePath);
  await giveUpPaths([servicePath, controlPath]);
  requests.install();
  let hasLoaded = false;
  channel.send(FrameType.hello, { protocol: PROTOCOL, engine: "deno", version, pid });
  for (let frame = await channel.receive(); frame !== null; frame = await channel.receive()) {
    switch (frame.type) {
      case FrameType.load:
        if (hasLoaded) throw new Error("an instance takes one load");
        hasLoaded = true;
        void load(parseLoad(frame.payload), { channel, journal, service, calls });
        break;
      case FrameType.ping:
        channel.send(FrameType.pong, { inFlight: service.inFlight, pending: service.pending }, frame.id);
        break;
      case FrameType.drain:
        void drain(parsed(frame), { channel, service });
        break;
      case FrameType.event:
        void service.schedule(parsed(frame)).then((result) => channel.send(FrameType.eventDone, result, frame.id));
        break;
      case FrameType.observe:
        service.observe(parsed(frame).isOn);
        break;
      default:
        calls.receive(frame);
    }
  }
  exit(0);
}

function parsed({ payload }) {
  return JSON.parse(new TextDecoder().decode(payload));
}

/** Sends one request through the service socket, so that the first one of a user finds the way trodden. */
async function warmUp(path) {
  const connection = await Deno.connect({ transport: "unix", path });
  const request = "GET http://warm-up/ HTTP/1.1\r\nhost: warm-up\r\nconnection: close\r\n\r\n";
  await connection.write(new TextEncoder().encode(request));
  // To the end, so that nothing of the connection is left when the worker is loaded.
  while (await connection.read(new Uint8Array(1024)) !== null);
  connection.close();
}

/** From here on nothing can be connected to, listened on, read or unlinked under these paths. */
async function giveUpPaths(paths) {
  for (const path of paths) {
    for (const name of ["read", "write"]) await Deno.permissions.revoke({ name, path });
  }
}

async function load(description, { channel, journal, service, calls }) {
  const started = performance.now();
  try {
    const { compatibilityFlags } = description;
    const env = environment(description, calls);
    journal.replaceConsole();
    journal.catchUncaught();
    Object.assign(workersEnv, env);
    globals.install(compatibilityFlags, env);
    const namespace = isClassic(description)
      ? { default: await loadClassic(description, env) }
      : await loadBundle(description);
    const exports = service.mount(namespace, description, env);
    channel.send(FrameType.ready, { ...exports, loadMs: performance.now() - started });
  } catch (error) {
    channel.send(FrameType.loadFailed, describe(error));
  }
}

function isClassic({ main, modules }) {
  return modules.find(({ name }) => name === main)?.type === "classic";
}

/** Ends in order: no new connection, the requests under way, what they wait for, the journal, the process. */
async function drain({ deadlineMs }, { channel, service }) {
  const deadline = new Promise((resolve) => setTimeout(resolve, deadlineMs));
  await Promise.race([service.finish(), deadline]);
  channel.send(FrameType.drained, { abandoned: service.pending });
  await channel.flush();
  exit(0);
}

await main(Deno.args);
