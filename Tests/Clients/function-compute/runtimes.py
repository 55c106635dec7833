#!/usr/bin/env python3
"""Every runtime that is claimed, by the vendor's SDKs alone: events, requests, initializers, hooks, failures.

What really runs a function is looked for beside what it asks for. The exit code is 1 when anything failed; the last line
is a count. The server has fresh state.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import time
from pathlib import Path
from typing import Any

import requests
from clients import arguments, classic_client, equal, open_client, refusal

from checks import Checks  # isort: skip
from alibabacloud_fc_open20210406 import models as m
from alibabacloud_tea_util.models import RuntimeOptions
from packages import encoded, zipped
from runtime_sources import EXITING, NODE, PYTHON, SERVER
from traffic_calls import send

SERVICE = "runtimes"
NODES = ["nodejs14", "nodejs16", "nodejs18", "nodejs20"]
PYTHONS = ["python3", "python3.9", "python3.10"]
CUSTOMS = ["custom", "custom.debian10", "custom.debian11"]
OPTIONS = RuntimeOptions(read_timeout=60_000)
ANYBODY = json.dumps({"authType": "anonymous", "methods": ["GET", "POST", "PUT"]})
WAIT_SECONDS = 20
PAUSE_SECONDS = 0.1


class Bench:
    """The clients, and a service for functions of all runtimes."""

    def __init__(self, given: argparse.Namespace, checks: Checks) -> None:
        self.given, self.checks = given, checks
        self.one, self.old = open_client(given), classic_client(given)

    def create(self, name: str, runtime: str, files: dict[str, str], handler: str = "index.handler", **more: Any) -> None:
        self.one.create_function(SERVICE, m.CreateFunctionRequest(
            function_name=name, runtime=runtime, handler=handler, memory_size=256, timeout=20,
            environment_variables={"VARIABLE": runtime}, code=m.Code(zip_file=encoded(zipped(files))), **more))

    def call(self, name: str, event: str, **headers: str) -> Any:
        return self.one.invoke_function_with_options(
            SERVICE, name, m.InvokeFunctionRequest(body=event.encode()), m.InvokeFunctionHeaders(**headers), OPTIONS)

    def failure(self, name: str, event: str, kind: str, *words: str) -> dict[str, Any]:
        """The function fails, which is an answer of status 200 with the kind of failure."""
        reply = self.call(name, event)
        equal((reply.status_code, reply.headers.get("x-fc-error-type")), (200, kind), "the failure")
        text = reply.body.decode()
        for word in words:
            assert word in text, f"{word!r} is not in {text}"
        return json.loads(text)

    def open(self, name: str) -> str:
        """Makes an HTTP trigger for everybody, and returns its host."""
        made = self.one.create_trigger(SERVICE, name, m.CreateTriggerRequest(
            trigger_name="web", trigger_type="http", trigger_config=ANYBODY)).body
        return made.url_internet.split("://")[1].split("/")[0].split(":")[0]

    def engine(self, name: str, runtime: str, engine: str) -> None:
        """What runs it is said by the answer to a call and by the service's draft, beside what was asked for."""
        told = self.call(name, "e").headers.get("sluice-engine", "")
        assert told.startswith(engine), f"the answer says that {told!r} runs {runtime}"
        draft = requests.get(
            f"http://{self.given.endpoint}/api/v1/services/{SERVICE}/draft",
            headers={"Authorization": f"Bearer {self.given.token}"}, timeout=WAIT_SECONDS).json()
        equal([(f["runtime"], f["engine"]) for f in draft["functions"] if f["name"] == name], [(runtime, told)])
        asked = self.one.get_function(SERVICE, name, m.GetFunctionRequest()).body.runtime
        equal(asked, runtime, "what was asked for")


def node(bench: Bench, runtime: str) -> None:
    files = {"index.js": NODE}

    def event(name: str, handler: str) -> None:
        bench.create(name, runtime, files, f"index.{handler}", initializer="index.initializer")
        reply = bench.call(name, "é")
        body = json.loads(reply.body)
        wanted = {
            "event": "é", "isBuffer": True, "request": reply.headers["x-fc-request-id"], "function": name, "memory": 256,
            "handler": f"index.{handler}", "service": SERVICE, "qualifier": "LATEST", "version": "", "region": "local",
            "retries": 0, "variable": runtime, "started": reply.headers["x-fc-request-id"],
        }
        equal({**body, "retries": int(body["retries"])}, wanted)
        again = json.loads(bench.old.invoke_function(SERVICE, name, payload=b"old").data)
        equal((again["event"], again["started"]), ("old", body["started"]), "the initializer ran once")

    def web(name: str) -> None:
        bench.create(name, runtime, files, "index.http", initializer="index.initializer")
        answer = send(bench.given, bench.open(name), "/a/b?x=1&y=2&y=3", "POST", data="é".encode(), headers={"x-own": "o"})
        equal((answer.status_code, answer.headers["x-method"]), (203, "POST"))
        body = answer.json()
        assert body.pop("started"), "the initializer did not run"
        equal(body, {"path": "/a/b", "queries": {"x": "1", "y": ["2", "3"]}, "own": "o", "body": "é"})

    callback, later, http = (f"{runtime}-{kind}" for kind in ["callback", "async", "http"])
    call = bench.checks.call
    call(f"{runtime}: a handler with a callback", lambda: event(callback, "callback"))
    call(f"{runtime}: it refuses", lambda: bench.failure(callback, "refuse", "HandledInvocationError", "refused"))
    call(f"{runtime}: it throws", lambda: bench.failure(
        callback, "throw", "UnhandledInvocationError", "RangeError", "thrown"))
    call(f"{runtime}: an asynchronous handler", lambda: event(later, "asynchronous"))
    call(f"{runtime}: it rejects", lambda: bench.failure(later, "throw", "UnhandledInvocationError", "rejected"))
    call(f"{runtime}: a handler of requests", lambda: web(http))
    call(f"{runtime}: Node.js 24 runs it, and is named", lambda: bench.engine(callback, runtime, "Node 24."))


def python(bench: Bench, runtime: str) -> None:
    files = {"index.py": PYTHON}
    name, http = runtime.replace(".", "-"), runtime.replace(".", "-") + "-wsgi"

    def event() -> None:
        bench.create(name, runtime, files, initializer="index.initializer", initialization_timeout=5)
        reply = bench.call(name, "é", x_fc_log_type="Tail")
        wanted = {
            "event": "é", "isBytes": True, "request": reply.headers["x-fc-request-id"], "function": name, "memory": 256,
            "handler": "index.handler", "service": SERVICE, "qualifier": "LATEST", "version": "", "region": "local",
            "variable": runtime, "started": reply.headers["x-fc-request-id"],
        }
        equal(json.loads(reply.body), wanted)
        log = base64.b64decode(reply.headers["x-fc-log-result"]).decode()
        assert "[INFO] logged é" in log, log

    def wsgi() -> None:
        bench.create(http, runtime, files, "index.wsgi", initializer="index.initializer")
        answer = send(bench.given, bench.open(http), "/a%20b?x=1", "PUT", data="é".encode(), headers={"x-own": "o"})
        equal((answer.status_code, answer.headers["x-method"]), (203, "PUT"))
        body = answer.json()
        assert body.pop("started"), "the initializer did not run"
        equal(body, {"path": "/a b", "query": "x=1", "own": "o", "body": "é", "context": http})

    call = bench.checks.call
    call(f"{runtime}: events, the initializer, the context, the log", event)
    call(f"{runtime}: it raises", lambda: bench.failure(name, "raise", "UnhandledInvocationError", "KeyError", "missing"))
    call(f"{runtime}: WSGI", wsgi)
    call(f"{runtime}: CPython runs it, and is named", lambda: bench.engine(name, runtime, "Python 3."))


def custom(bench: Bench, runtime: str) -> None:
    name = runtime.replace(".", "-")

    def bootstrap() -> None:
        bench.create(name, runtime, {"bootstrap": SERVER}, initializer="any")
        body = json.loads(bench.call(name, "é").body)
        wanted = {
            "method": "POST", "path": "/invoke", "body": "é", "seen": ["/initialize"], "arguments": [], "port": "9000",
            "variable": runtime, "function": name, "own": None,
        }
        equal(body, wanted)

    def command() -> None:
        settings = m.CustomRuntimeConfig(command=["/usr/bin/python3"], args=["server.py", "--own", "a b"])
        bench.create(f"{name}-command", runtime, {"server.py": SERVER}, ca_port=8123, custom_runtime_config=settings)
        body = json.loads(bench.call(f"{name}-command", "e").body)
        equal((body["arguments"], body["port"], body["seen"]), (["--own", "a b"], "8123", []))

    def web() -> None:
        host = bench.open(name)
        body = send(bench.given, host, "/a%20b?c=d", "PUT", data="x", headers={"x-own": "o"}).json()
        equal((body["method"], body["path"], body["body"], body["own"]), ("PUT", "/a%20b?c=d", "x", "o"))

    call = bench.checks.call
    call(f"{runtime}: bootstrap, /initialize and /invoke", bootstrap)
    call(f"{runtime}: a command with arguments, on a port of its own", command)
    call(f"{runtime}: requests", web)
    call(f"{runtime}: x-fc-status 404 is a failure", lambda: bench.failure(name, "fail", "UnhandledInvocationError"))
    call(f"{runtime}: it exits", lambda: bench.failure(name, "exit", "UnhandledInvocationError"))
    call(f"{runtime}: it is started again", lambda: equal(
        json.loads(bench.call(name, "after").body)["seen"], ["/initialize"]))
    call(f"{runtime}: its own command runs it, which is said", lambda: bench.engine(name, runtime, "own command"))


def hooks(bench: Bench) -> None:
    """A command is asked for /pre-stop when its instance ends, as it does when LATEST is edited."""
    def pre_stop() -> None:
        hook = m.LifecycleHook(handler="any", timeout=5)
        bench.create("stopping", "custom", {"bootstrap": SERVER},
                     instance_lifecycle_config=m.InstanceLifecycleConfig(pre_stop=hook))
        bench.call("stopping", "e")
        bench.one.update_function(SERVICE, "stopping", m.UpdateFunctionRequest(environment_variables={"VARIABLE": "new"}))
        end = time.monotonic() + WAIT_SECONDS
        while "asked for /pre-stop" not in Path(bench.given.log).read_text("utf-8"):
            assert time.monotonic() < end, "the hook was not called"
            time.sleep(PAUSE_SECONDS)
        equal(json.loads(bench.call("stopping", "e").body)["variable"], "new")

    bench.checks.call("custom: /pre-stop before its end", pre_stop)


def refused(bench: Bench) -> None:
    def container() -> None:
        error = refusal(lambda: bench.create("container", "custom-container", {"x": ""}), "InvalidArgument", 400)
        assert "custom-container" in str(error), f"the runtime is not named: {error}"

    def start(name: str, files: dict[str, str], code: str, status: int) -> None:
        bench.create(name, "custom", files)
        refusal(lambda: bench.call(name, "e"), code, status)

    call = bench.checks.call
    call("custom-container is refused by name", container)
    call("an unknown runtime is refused", lambda: refusal(
        lambda: bench.create("unknown", "java8", {"x": ""}), "InvalidArgument", 400))
    call("custom: no bootstrap", lambda: start("missing", {"x": ""}, "CAFileNotFound", 412))
    call("custom: it exits before it listens", lambda: start("exiting", {"bootstrap": EXITING}, "CAExited", 412))


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--token", required=True, help="a token of the native API")
    parser.add_argument("--log", required=True, help="the file that has what functions say")
    given = parser.parse_args()
    checks = Checks()
    bench = Bench(given, checks)
    checks.call("a service", lambda: bench.one.create_service(m.CreateServiceRequest(service_name=SERVICE)))
    for runtime in NODES:
        node(bench, runtime)
    for runtime in PYTHONS:
        python(bench, runtime)
    for runtime in CUSTOMS:
        custom(bench, runtime)
    hooks(bench)
    refused(bench)
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
