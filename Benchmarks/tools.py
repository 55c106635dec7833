"""What the measurements share: processes with deadlines, CPU time, percentiles, a server, its API."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = ROOT / ".build" / "release"
DENO = ROOT / ".venv" / "bin" / "deno"
START_DEADLINE = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values), "rounds": len(values)}


def cpu_nanoseconds(pids):
    """On-CPU time of all threads of some processes; threads that have ended are not counted."""
    total = 0
    for pid in pids:
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):
                total += int((task / "schedstat").read_text().split()[0])
    return total


def children(pid):
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


@contextlib.contextmanager
def running(command, ready=None, cwd=None, env=None):
    """Runs a process until the block ends, and stops it by its pid."""
    log = tempfile.NamedTemporaryFile(prefix="bench-", suffix=".log", delete=False)
    process = subprocess.Popen([str(part) for part in command], cwd=cwd, env=env, stdout=log, stderr=log,
                               start_new_session=True)
    try:
        deadline = time.monotonic() + START_DEADLINE
        while ready and not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{command[0]} did not start:\n{pathlib.Path(log.name).read_text()}")
            time.sleep(0.02)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        os.unlink(log.name)


def accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wrk(url, seconds, connections=64, host=None, core=None):
    """Loads a URL and returns requests, errors and requests per second."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if host:
        command += ["-H", f"Host: {host}"]
    for field in ("User-Agent: bench", "Accept: */*", "Accept-Language: en", "Accept-Encoding: gzip", "Cookie: a=b"):
        command += ["-H", field]
    if core is not None:
        command = ["taskset", "-c", str(core)] + command
    out = subprocess.run(command + [url], capture_output=True, text=True, timeout=seconds + 30).stdout
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    return {
        "requests": int(re.search(r"(\d+) requests in", out).group(1)),
        "per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)),
        "errors": (int(errors.group(1)) if errors else 0) + (sum(map(int, sockets.groups())) if sockets else 0),
    }


class Sluice:
    """A server of its own, with its state in a folder that goes with it."""

    def __init__(self, parent="/tmp", options=(), core=None):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sluice-bench-", dir=parent))
        self.prefix = [] if core is None else ["taskset", "-c", str(core)]
        self.options = options

    def __enter__(self):
        self.stack = contextlib.ExitStack()
        self.process = self.stack.enter_context(running(
            [*self.prefix, BIN / "sluice", "serve", "--home", self.home, "--listen", "127.0.0.1:0", "--traffic", "127.0.0.1:0",
             *self.options], ready=self.is_ready))
        return self

    def __exit__(self, *_):
        self.stack.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def is_ready(self):
        try:
            endpoints = json.loads((self.home / "endpoints.json").read_text())
            self.control = urllib.parse.urlsplit(endpoints["control"])
            self.traffic = urllib.parse.urlsplit(endpoints["traffic"])
            connection = http.client.HTTPConnection(self.control.hostname, self.control.port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status != 200:
                return False
            self.token = (self.home / "admin-token").read_text().strip()
            return True
        except (OSError, ValueError, http.client.HTTPException):
            return False

    def connect(self):
        return http.client.HTTPConnection(self.control.hostname, self.control.port, timeout=60)

    def call(self, connection, method, path, body=None, content_type="application/json"):
        if body is not None and not isinstance(body, (bytes, bytearray)):
            body = json.dumps(body).encode()
        connection.request(method, path, body=body, headers={
            "Authorization": f"Bearer {self.token}", "Content-Type": content_type})
        response = connection.getresponse()
        answer = json.loads(response.read())
        if response.status >= 300:
            raise SystemExit(f"{method} {path}: {answer}")
        return answer

    def upload(self, connection, worker, source, deploy=True, extra=None):
        modules = [("index.js", "application/javascript+module", source.encode())]
        if extra:
            modules.append(("extra.bin", "application/octet-stream", extra))
        metadata = {"main": "index.js", "deploy": deploy, "create": True}
        boundary = "benchmark-boundary"
        parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="metadata"\r\n'
                 f"Content-Type: application/json\r\n\r\n{json.dumps(metadata)}\r\n".encode()]
        for name, kind, content in modules:
            parts += [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
                      f"Content-Type: {kind}\r\n\r\n".encode(), content, b"\r\n"]
        parts.append(f"--{boundary}--\r\n".encode())
        return self.call(connection, "POST", f"/api/v1/workers/{worker}/versions", b"".join(parts),
                         f"multipart/form-data; boundary={boundary}")

    def status(self):
        return self.call(self.connect(), "GET", "/api/v1/status")


HELLO = 'export default { fetch() { return new Response("{\\"hello\\":\\"world\\"}", ' \
        '{ headers: { "content-type": "application/json" } }); } };'
