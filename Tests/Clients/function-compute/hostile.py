#!/usr/bin/env python3
"""Functions that are hostile, by the vendor's SDK: each call ends as is documented, and the neighbour goes on answering.

The neighbour, a function of the same service, is called all the time. Of what the hostile ones start nothing may be left.
The exit code is 1 when anything failed; the last line is a count. The server has fresh state, and is on this machine.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import threading
import time
from pathlib import Path
from typing import Any

import requests
from clients import arguments, equal, open_client

from checks import Checks  # isort: skip
from alibabacloud_fc_open20210406 import models as m
from alibabacloud_tea_util.models import RuntimeOptions
from hostile_sources import EXIT, HOSTILE, NEIGHBOUR, NODE_LOOP, NODE_MEMORY, NODE_UNCAUGHT
from packages import encoded, zipped

SERVICE = "hostile"
TIME_LIMIT_SECONDS = 2
# Of those whose attack comes to an end by itself, which may take its time.
PATIENT = ("neighbour", "patient")
PATIENT_SECONDS = 30
MEMORY_MEBIBYTES = 128
OPTIONS = RuntimeOptions(read_timeout=60_000)
# What a call may take beyond the function's own time, on a machine that is busy with its attacks.
PATIENCE_SECONDS = 20
NEIGHBOUR_PATIENCE_SECONDS = 10
PAUSE_SECONDS = 0.05
FUNCTIONS = {
    "neighbour": ("python3", "index.py", NEIGHBOUR),
    "hostile": ("python3", "index.py", HOSTILE),
    "patient": ("python3", "index.py", HOSTILE),
    "node-loop": ("nodejs20", "index.js", NODE_LOOP),
    "node-memory": ("nodejs20", "index.js", NODE_MEMORY),
    "node-uncaught": ("nodejs20", "index.js", NODE_UNCAUGHT),
    "exit": ("python3", "index.py", EXIT),
}
EXITED = "Process exited unexpectedly before completing request"


class Neighbour:
    """Calls a harmless function again and again, and keeps how long that took and what went wrong."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._client = open_client(given)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.count, self.slowest, self.failures = 0, 0.0, list[str]()

    def __enter__(self) -> Neighbour:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ends.wait(PAUSE_SECONDS):
            started, event = time.monotonic(), str(self.count)
            try:
                reply = invoke(self._client, "neighbour", event)
                equal((reply.body.decode(), reply.headers.get("x-fc-error-type")), (event, None))
            except Exception as error:
                self.failures.append(repr(error)[:300])
            self.count += 1
            self.slowest = max(self.slowest, time.monotonic() - started)

    def check(self) -> None:
        """It was called meanwhile, and was answered in time."""
        seen = self.count
        end = time.monotonic() + NEIGHBOUR_PATIENCE_SECONDS
        while self.count < seen + 2:
            assert time.monotonic() < end, "the neighbour does not answer any more"
            time.sleep(PAUSE_SECONDS)
        assert not self.failures, f"the neighbour failed: {self.failures[:3]}"
        assert self.slowest < NEIGHBOUR_PATIENCE_SECONDS, f"the neighbour took {self.slowest:.1f} s"


def invoke(one: Any, function: str, event: str) -> Any:
    return one.invoke_function_with_options(
        SERVICE, function, m.InvokeFunctionRequest(body=event.encode()), m.InvokeFunctionHeaders(), OPTIONS)


def processes(word: str) -> list[int]:
    """Those of this machine that have a name."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and (folder / "comm").read_text().strip() == word:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def failure(one: Any, function: str, event: str, *words: str) -> dict[str, Any]:
    """The call ends in time, as a failure of the function with one of these words."""
    started = time.monotonic()
    reply = invoke(one, function, event)
    assert time.monotonic() - started < TIME_LIMIT_SECONDS + PATIENCE_SECONDS, "it took too long"
    equal((reply.status_code, reply.headers.get("x-fc-error-type")), (200, "UnhandledInvocationError"), "the failure")
    found = json.loads(reply.body)
    text = f"{found.get('errorType')}: {found.get('errorMessage')}"
    assert any(word in text for word in words), f"none of {words} is in {text!r}"
    return found


def attack(one: Any, kind: str, *words: str, function: str = "hostile") -> None:
    """A failure that leaves none of its processes."""
    word = f"s{secrets.token_hex(5)}"
    failure(one, function, f"{word} {kind}", *words)
    gone(word)


def gone(word: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while processes(word):
        assert time.monotonic() < end, f"{len(processes(word))} of its processes are left"
        time.sleep(PAUSE_SECONDS)


def harmless(one: Any, kind: str, answer: str) -> None:
    """The attack comes to nothing, and the function says so."""
    reply = invoke(one, "patient", f"s{secrets.token_hex(5)} {kind}")
    equal((reply.body.decode(), reply.headers.get("x-fc-error-type")), (answer, None))


def seen(one: Any) -> None:
    """That processes can be found by their names at all."""
    word = f"s{secrets.token_hex(5)}"
    call = threading.Thread(target=lambda: invoke(one, "hostile", f"{word} forks"))
    call.start()
    end = time.monotonic() + PATIENCE_SECONDS
    while len(processes(word)) < 5:
        assert time.monotonic() < end, "no process has the name"
        time.sleep(PAUSE_SECONDS)
    call.join()
    gone(word)


def functions(checks: Checks, one: Any, given: argparse.Namespace, data: int) -> None:
    environment = {"SERVER": str(data), "PORT": given.endpoint.split(":")[1], "FOLDER": str(Path(given.log).parent)}
    for name, (runtime, file, source) in FUNCTIONS.items():
        checks.call(f"a function: {name}", lambda: one.create_function(SERVICE, m.CreateFunctionRequest(
            function_name=name, runtime=runtime, handler="index.handler", memory_size=MEMORY_MEBIBYTES,
            timeout=PATIENT_SECONDS if name in PATIENT else TIME_LIMIT_SECONDS, environment_variables=environment,
            code=m.Code(zip_file=encoded(zipped({file: source}))))))


def endings(checks: Checks, one: Any) -> None:
    """The call after one that ended its instance has another."""
    for name, words in [("node-uncaught", ["in a timer", EXITED]), ("exit", ["no more", EXITED])]:
        def again() -> None:
            for _ in range(5):
                failure(one, name, "end", *words)
                equal(invoke(one, name, "fine").body, b"fine")

        checks.call(f"{name}: the next call is not the dead instance's", again)


def attacks(checks: Checks, one: Any, neighbour: Neighbour) -> None:
    timed_out = f"Function timed out after {TIME_LIMIT_SECONDS} seconds (maxMemoryUsage: "
    memory = ("MemoryError", "OutOfMemory", "Failed to allocate memory")
    for name, run in [
        ("processes are found by name", lambda: seen(one)),
        ("an endless loop", lambda: attack(one, "loop", timed_out)),
        ("an endless loop of Node.js", lambda: failure(one, "node-loop", "e", timed_out)),
        ("all memory", lambda: failure(one, "hostile", "s0 memory", *memory)),
        ("all memory, by Node.js", lambda: failure(one, "node-memory", "e", *memory)),
        ("all memory, by children", lambda: attack(one, "children", *memory, timed_out)),
        ("forks without end", lambda: attack(one, "forks", timed_out, "OutOfMemory")),
        ("a process that leaves its group", lambda: attack(one, "detached", timed_out)),
        ("a read that never ends", lambda: attack(one, "stuck", timed_out)),
        ("standard input", lambda: harmless(one, "stdin", "''")),
        ("an exit", lambda: attack(one, "exits", EXITED)),
        ("a crash", lambda: attack(one, "dies", EXITED)),
        ("a disk that is full", lambda: harmless(one, "disk", "No space left on device after 480 MiB")),
        ("files, processes and addresses of the machine", lambda: harmless(one, "files", "[]")),
        ("output without measure", lambda: attempt_output(one)),
        ("a result without measure", lambda: failure(one, "patient", "s0 result", "ResultTooLarge")),
    ]:
        checks.call(name, run)
        checks.call(f"{name}: the neighbour", neighbour.check)


def attempt_output(one: Any) -> None:
    """It is cut, or the function is: either is documented."""
    reply = invoke(one, "patient", "s0 output")
    if reply.headers.get("x-fc-error-type"):
        assert b"timed out" in reply.body, reply.body[:500]
    else:
        equal(reply.body, b"said")


class Machine:
    """What the server has running, by its status and by the kernel."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        self.data = self._status()["process"]["pid"]
        self._resting = self._settled()

    def _status(self) -> dict[str, Any]:
        answer = requests.get(f"http://{self._given.endpoint}/api/v1/status",
                              headers={"Authorization": f"Bearer {self._given.token}"}, timeout=PATIENCE_SECONDS)
        return answer.json()["data"]

    def _settled(self) -> int:
        """The number of the data process's descendants, once nothing is being started or ended."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            engines = self._status()["functions"]["engines"]
            instances = sum(runtime["instances"] for engine in engines for runtime in engine["runtimes"])
            warm = {engine["name"]: engine["warmProcesses"] for engine in engines}
            if instances == 0 and warm["python"] == warm["node"] == 1:
                return len(descendants(self.data))
            assert time.monotonic() < end, f"{instances} instances are left, warm: {warm}"
            time.sleep(PAUSE_SECONDS)

    def is_as_before(self) -> None:
        """Nothing is there that was not there before the first function."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self._settled() != self._resting:
            assert time.monotonic() < end, f"{self._settled()} processes, {self._resting} before"
            time.sleep(PAUSE_SECONDS)
        equal(self._status()["process"]["pid"], self.data, "the data process")


def descendants(root: int) -> set[int]:
    """A process's descendants."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit():
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, fresh = set[int](), {root}
    while fresh:
        fresh = {pid for pid, parent in parents.items() if parent in fresh}
        found |= fresh
    return found


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--token", required=True, help="a token of the native API")
    parser.add_argument("--log", required=True, help="a file of the server's home")
    given = parser.parse_args()
    checks, one = Checks(), open_client(given)
    machine = Machine(given)
    checks.call("a service", lambda: one.create_service(m.CreateServiceRequest(service_name=SERVICE)))
    functions(checks, one, given, machine.data)
    with Neighbour(given) as neighbour:
        attacks(checks, one, neighbour)
        endings(checks, one)
        checks.call("the neighbour, to the end", neighbour.check)
    for name in FUNCTIONS:
        checks.call(f"{name} goes", lambda: one.delete_function(SERVICE, name))
    checks.call("nothing is left", machine.is_as_before)
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
