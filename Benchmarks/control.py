"""Control plane: versions and deployments through Cloudflare's API, by one client and by eight.

Each client has a Worker and a kept connection of its own. It uploads versions in the form of the Python SDK, deploys
the last two in turn, then lists both, a page of the newest ten at a time. State is on the disk, and what is
acknowledged is durable and in force. An upload is loaded in an engine before it is accepted; no two are equal.
"""

import concurrent.futures
import json
import os
import threading
import time

from deploy import disk_sync
from tools import Sluice, percentile

CLIENTS = (1, 8)
REQUESTS = 250
"""How many requests each client makes of a kind."""
LONGEST = 30
"""Seconds after which a client begins no further request of a kind."""
CODE_BYTES = 16_384
PAGE = 10
BOUNDARY = "7bcb79af7f78ac274489b4a94f19551a"
CODE = 'export default { fetch() { return new Response("hello"); }, scheduled() {} };'


class Client:
    """One caller: its connection, its Worker, the two newest versions, and how much there is to list."""

    def __init__(self, sluice, account, worker):
        self.sluice, self.connection = sluice, sluice.connect()
        self.script = f"/client/v4/accounts/{account}/workers/scripts/{worker}"
        self.versions = []
        # The first upload of a Worker must deploy it.
        self.send("PUT", "", *form())
        self.made = {"versions": 1, "deployments": 1}

    def send(self, method, path, body=None, content_type="application/json"):
        """Calls the API and returns the result and the milliseconds it took."""
        began = time.perf_counter()
        answer = self.sluice.call(self.connection, method, self.script + path, body, content_type)
        return answer["result"], 1000 * (time.perf_counter() - began)

    def upload(self, _):
        version, took = self.send("POST", "/versions", *form())
        # Of code that was not loaded the server supposes `fetch` alone.
        if "scheduled" not in version["resources"]["script"]["handlers"]:
            raise SystemExit("a version was accepted without being loaded: its time is no upload's")
        self.versions = [*self.versions[-1:], version["id"]]
        self.made["versions"] += 1
        return took

    def deploy(self, index):
        share = {"version_id": self.versions[index % len(self.versions)], "percentage": 100}
        _, took = self.send("POST", "/deployments", {"strategy": "percentage", "versions": [share]})
        self.made["deployments"] += 1
        return took

    def list_versions(self, _):
        return self.listed("versions", "items")

    def list_deployments(self, _):
        return self.listed("deployments", "deployments")

    def listed(self, kind, key):
        result, took = self.send("GET", f"/{kind}?per_page={PAGE}")
        expected = min(PAGE, self.made[kind])
        if len(result[key]) != expected:
            raise SystemExit(f"{len(result[key])} {kind} are listed, not {expected}")
        return took


# In this order: the lists show what was uploaded and deployed before them.
KINDS = {"versions uploaded": Client.upload, "deployments created": Client.deploy,
         "versions listed": Client.list_versions, "deployments listed": Client.list_deployments}


def form():
    """A version that is like no other, as the SDK sends it: the module first, then what describes it."""
    code = f"{CODE}\n// {os.urandom(CODE_BYTES // 2).hex()}"[:CODE_BYTES]
    metadata = {"main_module": "index.js", "compatibility_date": "2025-01-01",
                "bindings": [{"type": "plain_text", "name": "NAME", "text": "bench"}],
                "annotations": {"workers/message": "bench"}}
    body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="index.js"\r\n'
            f"Content-Type: application/javascript+module\r\n\r\n{code}\r\n"
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="metadata"\r\n'
            f"Content-Type: application/json\r\n\r\n{json.dumps(metadata)}\r\n--{BOUNDARY}--\r\n")
    return body.encode(), f"multipart/form-data; boundary={BOUNDARY}"


def together(clients, call):
    """Lets all clients make requests of one kind, from the same moment on."""
    start = threading.Barrier(len(clients))

    def requests(client):
        times = []
        start.wait(LONGEST)
        began = time.perf_counter()
        while len(times) < REQUESTS and time.perf_counter() - began < LONGEST:
            times.append(call(client, len(times)))
        return times, began, time.perf_counter()

    with concurrent.futures.ThreadPoolExecutor(len(clients)) as pool:
        runs = list(pool.map(requests, clients))
    times = [took for run in runs for took in run[0]]
    seconds = max(run[2] for run in runs) - min(run[1] for run in runs)
    return {"clients": len(clients), "requests": len(times), "per_second": len(times) / seconds,
            "p50_ms": percentile(times, 0.5), "p99_ms": percentile(times, 0.99)}


def measure():
    rows = {kind: [] for kind in KINDS}
    for count in CLIENTS:
        with Sluice() as sluice:
            account = sluice.call(sluice.connect(), "GET", "/client/v4/accounts")["result"][0]["id"]
            clients = [Client(sluice, account, f"bench-{number}") for number in range(count)]
            for kind, call in KINDS.items():
                rows[kind].append(together(clients, call))
    return {"rows": rows, "disk_sync": disk_sync()}


def table(measured):
    lines = ["| | clients | requests | per second | p50, ms | p99, ms |", "|---|---|---|---|---|---|"]
    for kind, runs in measured["rows"].items():
        lines += [f"| {kind} | {run['clients']} | {run['requests']:,} | {run['per_second']:,.0f} | {run['p50_ms']:.2f} "
                  f"| {run['p99_ms']:.2f} |" for run in runs]
    disk = measured["disk_sync"]
    return lines + ["", f"Each client has its own Worker, versions of {CODE_BYTES // 1024} KiB, and pages of {PAGE}; "
                        f"it makes {REQUESTS} requests of a kind, or as many as it can in {LONGEST} s. An upload "
                        "includes loading the code once in a fresh engine. The clients are threads of one Python "
                        "process on the same cores, and their own time is in the figures. The disk alone takes, for "
                        f"one `fdatasync` of 8 KiB, {disk['p50_ms']:.2f} ms (p50) and {disk['p99_ms']:.2f} ms (p99)."]
