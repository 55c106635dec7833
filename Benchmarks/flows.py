"""Flows: redeploys and reads through Sluice against the same Prefect server asked directly.

A redeploy is what Prefect's client sends for one: a read of the deployment by its name, then an update of all its
properties. Clients are threads with one kept connection each, which try nothing again; what is not answered by a success
is an error. Rounds alternate between the server itself and Sluice in front of it, on deployments of either's own.
"""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import tempfile
import threading
import time
import urllib.parse

from tools import ROOT, Sluice, accepts, free_port, percentile, running, spread

RELEASE = "3.9.1"
DEPLOYMENTS = 5
CLIENTS = (1, 8)
ROUNDS = 5
SECONDS = 4
"""Of each round."""
READS = 400
"""Of each path, in turn direct and through Sluice."""
SIDES = ("bare", "sluice")
TARGET_MS = 1.0


@contextlib.contextmanager
def prefect():
    """Runs a stock Prefect server with a database of its own, and yields its port."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="bench-prefect-"))
    port = free_port()
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env |= {"PYTHONPATH": str(ROOT / ".venv" / "clients" / f"prefect-{RELEASE}"), "PREFECT_HOME": str(home),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "ui"), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    command = [ROOT / ".venv" / "bin" / "python", "-P", "-m", "prefect", "server", "start", "--host", "127.0.0.1",
               "--port", port]
    try:
        with running(command, ready=lambda: accepts(port), cwd=home, env=env):
            yield port
    finally:
        shutil.rmtree(home, ignore_errors=True)


class Client:
    """One kept connection to Prefect's API, or to Sluice in front of it."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def send(self, method, path, body=None):
        """Returns status and document."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self.connection.request(method, f"/api{path}", body=None if body is None else json.dumps(body),
                                    headers={"Content-Type": "application/json", "Accept": "*/*"})
            response = self.connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            return 0, None
        return response.status, json.loads(content) if content else None

    def checked(self, method, path, body=None):
        status, document = self.send(method, path, body)
        if not 200 <= status < 300:
            raise SystemExit(f"{method} {path}: {status} {document}")
        return document


def content(number):
    """The properties that `prefect deploy` sends."""
    return {"version": f"{number}", "version_info": {"type": "prefect:simple", "version": f"{number}"},
            "description": f"number {number}", "parameters": {"x": number}, "tags": ["a", "b"], "paused": False,
            "concurrency_limit": None, "concurrency_options": None, "work_pool_name": "local",
            "work_queue_name": "default", "job_variables": {"env": {"A": f"{number}"}}, "entrypoint": "flow.py:work",
            "parameter_openapi_schema": {"type": "object", "properties": {"x": {"type": "integer"}}},
            "pull_steps": [{"prefect.deployments.steps.git_clone": {
                "repository": "https://example.org/flows.git", "commit_sha": f"{number:040x}"}}]}


def redeploy(client, name, number):
    """Returns whether both requests succeeded."""
    status, document = client.send("GET", f"/deployments/name/work/{name}")
    if status != 200:
        return False
    status, _ = client.send("PATCH", f"/deployments/{document['id']}", content(number))
    return 200 <= status < 300


def round_of(port, side, clients):
    """Redeploys for a while; returns how many a second succeeded, all that were tried and those that failed."""
    counts = [[0, 0] for _ in range(clients)]
    end = time.monotonic() + SECONDS

    def work(index):
        client, number = Client(port), 0
        while time.monotonic() < end:
            number += 1
            done = redeploy(client, f"{side}-{(index + number) % DEPLOYMENTS}", number)
            counts[index][0 if done else 1] += 1

    began = time.monotonic()
    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    done, failed = (sum(count[part] for count in counts) for part in (0, 1))
    return {"per_second": done / took, "tried": done + failed, "failed": failed}


def redeploys(ports):
    measured = {}
    for clients in CLIENTS:
        rounds = {side: [] for side in SIDES}
        for _ in range(ROUNDS):
            for side in SIDES:
                rounds[side].append(round_of(ports[side], side, clients))
        measured[str(clients)] = {
            side: {"per_second": spread([each["per_second"] for each in all_rounds]),
                   "tried": sum(each["tried"] for each in all_rounds),
                   "failed": sum(each["failed"] for each in all_rounds)} for side, all_rounds in rounds.items()}
    return measured


def reads(ports, path):
    """Reads a path in turn from both sides, and returns the milliseconds it took."""
    clients = {side: Client(ports[side]) for side in SIDES}
    took = {side: [] for side in SIDES}
    for number in range(READS):
        # Who is first gets the server with whatever else it does.
        for side in SIDES if number % 2 else reversed(SIDES):
            began = time.perf_counter()
            clients[side].checked("GET", path)
            took[side].append(1000 * (time.perf_counter() - began))
    row = {f"{side}_{name}_ms": percentile(took[side], share) for side in SIDES
           for name, share in (("p50", 0.5), ("p99", 0.99))}
    return row | {f"added_{name}_ms": row[f"sluice_{name}_ms"] - row[f"bare_{name}_ms"] for name in ("p50", "p99")}


def measure():
    with prefect() as port, Sluice(options=("--prefect-listen", "127.0.0.1:0", "--prefect-upstream",
                                            f"http://127.0.0.1:{port}")) as sluice:
        endpoints = json.loads((sluice.home / "endpoints.json").read_text())
        ports = {"bare": port, "sluice": urllib.parse.urlsplit(endpoints["prefect"]).port}
        bare = Client(port)
        bare.checked("POST", "/work_pools/", {"name": "local", "type": "process"})
        flow = bare.checked("POST", "/flows/", {"name": "work"})["id"]
        for side in SIDES:
            for index in range(DEPLOYMENTS):
                made = Client(ports[side]).checked(
                    "POST", "/deployments/", {"name": f"{side}-{index}", "flow_id": flow} | content(0))
        return {"reads": {name: reads(ports, path) for name, path in (
                    ("GET /api/health", "/health"), ("GET /api/flows/{id}", f"/flows/{flow}"),
                    ("GET /api/deployments/{id}, with its live version", f"/deployments/{made['id']}"))},
                "redeploys": redeploys(ports)}


def table(measured):
    lines = ["| redeploys | clients | a second (median; range) | tried | failed |", "|---|---|---|---|---|"]
    for clients, sides in measured["redeploys"].items():
        for side, run in sides.items():
            rate = run["per_second"]
            name = "Prefect itself" if side == "bare" else "through Sluice"
            lines.append(f"| {name} | {clients} | {rate['median']:.1f} ({rate['min']:.1f}–{rate['max']:.1f}) "
                         f"| {run['tried']} | {run['failed']} |")
    lines += ["", "| read | direct p50, ms | p99, ms | through Sluice p50, ms | p99, ms | added p50, ms | p99, ms |",
              "|---|---|---|---|---|---|---|"]
    for name, row in measured["reads"].items():
        figures = " | ".join(f"{row[f'{side}_{share}_ms']:.2f}" for side in (*SIDES, "added") for share in ("p50", "p99"))
        lines.append(f"| `{name.split(',')[0]}`{name.removeprefix(name.split(',')[0])} | {figures} |")
    passed = [row for name, row in measured["reads"].items() if "," not in name]
    worst = max(row["added_p50_ms"] for row in passed)
    verdict = "met" if worst <= TARGET_MS else "missed"
    return lines + ["", f"Target: reads that pass through take at most {TARGET_MS:g} ms longer, p50: {verdict} "
                        f"({worst:.2f} ms). For a redeploy, Sluice reads the deployment once before the client's update "
                        "and once after it: two requests more of a server that does one thing at a time."]
