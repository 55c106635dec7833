#!/usr/bin/env python3
"""Kills the server's processes while calls that it accepted wait and run: each is run at least once afterwards.

A function tells a listener of this program which event it was called with. The exit code is 1 when anything failed; the
last line is a count. The server has fresh state, is on this machine, and grants functions its network.
"""

from __future__ import annotations

import argparse
import http.server
import itertools
import os
import signal
import sys
import threading
import time
from typing import Any

import requests
from clients import arguments, equal, open_client

from checks import Checks  # isort: skip
from alibabacloud_fc_open20210406 import models as m
from alibabacloud_tea_util.models import RuntimeOptions
from packages import encoded, zipped

ROUNDS = 10
CALLERS = 3
# How many calls must wait or run when a process is killed.
PENDING = 30
# How many must have been accepted, and run, since the last kill.
FRESH = 10
# How many instances run them: so few that there is a queue.
INSTANCES = 3
WAIT_SECONDS = 60
PAUSE_SECONDS = 0.01
OPTIONS = RuntimeOptions(read_timeout=5_000, connect_timeout=2_000, autoretry=False)

TELLING = '''
import http.client, os, time

def handler(event, context):
    time.sleep(0.03)
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ["PORT"]), timeout=5)
    connection.request("POST", "/", body=event)
    assert connection.getresponse().status == 204
    time.sleep(0.03)
'''


class Told:
    """Listens for what the function tells."""

    def __init__(self) -> None:
        self.events: dict[str, int] = {}
        told = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                event = self.rfile.read(int(self.headers["Content-Length"])).decode()
                told.events[event] = told.events.get(event, 0) + 1
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()


class Callers:
    """Call the function without waiting, all the time, and keep which calls were accepted."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        self._ends = threading.Event()
        self._numbers = itertools.count()
        self.accepted: set[str] = set()
        self.refused = 0
        self._threads = [threading.Thread(target=self._run) for _ in range(CALLERS)]

    def __enter__(self) -> Callers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        one = open_client(self._given)
        while not self._ends.wait(PAUSE_SECONDS):
            event = f"call-{next(self._numbers)}"
            try:
                reply = one.invoke_function_with_options(
                    "durable", "tell", m.InvokeFunctionRequest(body=event.encode()),
                    m.InvokeFunctionHeaders(x_fc_invocation_type="Async"), OPTIONS)
                equal(reply.status_code, 202)
                self.accepted.add(event)
            except Exception:
                # A process is gone: whether the call was taken over is not known.
                self.refused += 1


class Server:
    """The server's processes, by what it says of them."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given

    def status(self) -> dict[str, Any] | None:
        try:
            answer = requests.get(f"http://{self._given.endpoint}/api/v1/status", timeout=5,
                                  headers={"Authorization": f"Bearer {self._given.token}"})
            return answer.json() if answer.status_code == 200 else None
        except (requests.RequestException, ValueError):
            return None

    def processes(self) -> dict[str, int] | None:
        """Both processes, once both answer."""
        status = self.status()
        if not status or not status.get("data"):
            return None
        return {"control": status["control"]["pid"], "data": status["data"]["process"]["pid"]}


def until(what: str, holds: Any) -> Any:
    end = time.monotonic() + WAIT_SECONDS
    while not (value := holds()):
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(PAUSE_SECONDS)
    return value


def kill(server: Server, victim: str, callers: Callers, told: Told) -> None:
    """Kills one of both processes in the middle of it, and sees it back."""
    accepted, ran = len(callers.accepted), len(told.events)
    until("enough calls", lambda: len(callers.accepted) >= accepted + FRESH and len(told.events) >= ran + FRESH
          and len(callers.accepted - told.events.keys()) >= PENDING)
    pid = until("both processes", server.processes)[victim]
    os.kill(pid, signal.SIGKILL)
    until(f"a new {victim} process", lambda: (found := server.processes()) and found[victim] != pid)


def all_told(callers: Callers, told: Told) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while missing := callers.accepted - told.events.keys():
        assert time.monotonic() < end, f"{len(missing)} of {len(callers.accepted)} were never run: {sorted(missing)[:5]}"
        time.sleep(PAUSE_SECONDS)
    twice = sum(count > 1 for count in told.events.values())
    print(f"        {len(callers.accepted)} accepted, {callers.refused} not, {twice} run more than once")


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--token", required=True, help="a token of the native API")
    parser.add_argument("--log", help="not looked at")
    given = parser.parse_args()
    checks, told, server, one = Checks(), Told(), Server(given), open_client(given)
    checks.call("a service with a network", lambda: one.create_service(m.CreateServiceRequest(
        service_name="durable", internet_access=True)))
    checks.call("a function that tells", lambda: one.create_function("durable", m.CreateFunctionRequest(
        function_name="tell", runtime="python3", handler="index.handler", environment_variables={"PORT": str(told.port)},
        code=m.Code(zip_file=encoded(zipped({"index.py": TELLING}))))))
    checks.call("few instances", lambda: one.put_function_on_demand_config("durable", "tell", (
        m.PutFunctionOnDemandConfigRequest(qualifier="LATEST", maximum_instance_count=INSTANCES))))
    with Callers(given) as callers:
        for number in range(ROUNDS):
            victim = ["data", "control"][number % 2]
            checks.call(f"kill -9 of {victim}, {number // 2 + 1}", lambda: kill(server, victim, callers, told))
    checks.call("every accepted call was run", lambda: all_told(callers, told))
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
