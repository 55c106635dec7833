// The life of an instance of a Node.js function: listen, say hello, load, serve, stop.
//
// Started as `node main.mjs`, with the listening service socket as descriptor 3 and the control socket as
// descriptor 4. ../README.md describes the protocol.

import { ControlChannel, FrameType } from "./control.mjs";
import { NodeFunction } from "./function.mjs";
import { Journal } from "./journal.mjs";
import { limitSelf } from "./limits.mjs";
import { Service } from "./service.mjs";

const PROTOCOL = 1;
const SERVICE_DESCRIPTOR = 3;
const CONTROL_DESCRIPTOR = 4;
/** Taken now, because a function may put its own in its place. */
const exit = process.exit.bind(process);

const channel = new ControlChannel(CONTROL_DESCRIPTOR, receive, () => exit(0));
const journal = new Journal(channel);
let loaded = null;

channel.send(FrameType.hello, {
  protocol: PROTOCOL,
  engine: "Node",
  version: process.versions.node,
  pid: process.pid,
});

function receive({ type, id, payload }) {
  switch (type) {
    case FrameType.load:
      void load(JSON.parse(payload));
      break;
    case FrameType.ping:
      channel.send(FrameType.pong, {}, id);
      break;
    case FrameType.drain:
      void stop();
      break;
  }
}

async function load(description) {
  const started = performance.now();
  try {
    limitSelf(description.limits);
    journal.install();
    loaded = new NodeFunction(description, journal);
    await loaded.load();
    const service = new Service(loaded, journal);
    catchUncaught(service);
    await service.listen(SERVICE_DESCRIPTOR);
    channel.send(FrameType.ready, { handlers: [], entrypoints: [], loadMs: performance.now() - started });
  } catch (error) {
    channel.send(FrameType.loadFailed, {
      name: error?.name ?? "Error",
      message: String(error?.message ?? error),
      stack: error?.stack ?? null,
      phase: error?.phase ?? null,
    });
  }
}

/** What nothing caught fails the requests under way and ends the instance, as with the vendor. */
function catchUncaught(service) {
  const fail = (error) => {
    journal.write(String(error?.stack ?? error), "error");
    service.failAll(error, () => channel.flush(() => exit(1)));
  };
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
}

async function stop() {
  try {
    await loaded?.stop();
  } catch (error) {
    journal.write(String(error?.stack ?? error), "error");
  }
  channel.send(FrameType.drained, {});
  channel.flush(() => exit(0));
}
