"""Deploy or rollback: from API call to in force on the node.

Alternates two deployments of one worker over a kept connection, on the disk, in memory (no fsync), and on the disk
while 100 MB uploads run beside it.
"""

import os
import pathlib
import threading
import time

from tools import HELLO, Sluice, percentile

DEPLOYMENTS = 500


def deployments(sluice, count):
    connection = sluice.connect()
    sluice.upload(connection, "bench", HELLO)
    sluice.upload(connection, "bench", HELLO, deploy=False)
    calls, forces = [], []
    for index in range(count):
        body = {"shares": [{"version": str(1 + index % 2), "percentage": "100"}]}
        began = time.perf_counter()
        answer = sluice.call(connection, "POST", "/api/v1/workers/bench/deployments", body)
        calls.append(1000 * (time.perf_counter() - began))
        if answer["commit"]["state"] != "in_force":
            raise SystemExit(f"not in force: {answer['commit']}")
        forces.append(answer["commit"]["inForceAfterMilliseconds"])
    return {"deployments": count, "call_p50_ms": percentile(calls, 0.5), "call_p99_ms": percentile(calls, 0.99),
            "in_force_p50_ms": percentile(forces, 0.5), "in_force_p99_ms": percentile(forces, 0.99)}


def disk_sync(folder="/tmp", count=500):
    """What the disk alone takes to keep 8 KiB: the least that a durable answer can take."""
    path = pathlib.Path(folder) / f"sync-{os.getpid()}"
    times = []
    with open(path, "wb", buffering=0) as file:
        for _ in range(count):
            began = time.perf_counter()
            file.write(b"x" * 8192)
            os.fdatasync(file.fileno())
            times.append(1000 * (time.perf_counter() - began))
            time.sleep(0.003)
    path.unlink()
    return {"p50_ms": percentile(times, 0.5), "p99_ms": percentile(times, 0.99)}


def beside_uploads():
    with Sluice() as sluice:
        ended, uploads = threading.Event(), []

        def upload():
            connection = sluice.connect()
            while not ended.is_set() and len(uploads) < 50:
                # Content that neither repeats nor compresses, as bundles' assets do not.
                began = time.perf_counter()
                sluice.upload(connection, "large", HELLO, deploy=False, extra=os.urandom(100_000_000))
                uploads.append(time.perf_counter() - began)

        thread = threading.Thread(target=upload)
        thread.start()
        time.sleep(1)
        try:
            measured = deployments(sluice, DEPLOYMENTS)
        finally:
            ended.set()
            thread.join(120)
        return measured | {"uploads_of_100_mb": len(uploads)}


def measure():
    with Sluice() as sluice:
        disk = deployments(sluice, DEPLOYMENTS)
    with Sluice(parent="/dev/shm") as sluice:
        memory = deployments(sluice, DEPLOYMENTS)
    return {"rows": {"disk": disk, "memory (no fsync)": memory, "disk, 100 MB uploads beside": beside_uploads()},
            "disk_sync": disk_sync(), "target_p99_ms": 10}


def table(measured):
    lines = ["| state on | call p50, ms | call p99, ms | commit to in force p50, ms | p99, ms |", "|---|---|---|---|---|"]
    for name, row in measured["rows"].items():
        lines.append(f"| {name} | {row['call_p50_ms']:.2f} | {row['call_p99_ms']:.2f} | {row['in_force_p50_ms']:.2f} "
                     f"| {row['in_force_p99_ms']:.2f} |")
    met = measured["rows"]["disk"]["call_p99_ms"] <= measured["target_p99_ms"]
    return lines + ["", f"Target: p99 of the call at most {measured['target_p99_ms']} ms on disk: "
                        f"{'met' if met else 'missed'}. {DEPLOYMENTS} deployments a row. Of these the disk alone takes, for one "
                        f"`fdatasync` of 8 KiB, {measured['disk_sync']['p50_ms']:.2f} ms (p50) and "
                        f"{measured['disk_sync']['p99_ms']:.2f} ms (p99)."]
