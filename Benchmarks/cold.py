"""Cold start: first request of a worker to first byte, from the warm pool.

Uploads distinct workers of up to 300 KB without a request to any, then sends each its first one.
"""

import http.client
import time

from tools import HELLO, Sluice, percentile

# Bundlers write one module that exports its handler; a module with thousands of exports is the worst case.
CODE = {"small": (0, ""), "100 KB": (100_000, ""), "300 KB": (300_000, ""), "300 KB, all exported": (300_000, "export ")}
WORKERS = 30


def measure():
    rows = {}
    for name, (size, keyword) in CODE.items():
        times = []
        with Sluice() as sluice:
            connection = sluice.connect()
            padding = "".join(f"{keyword}function f{i}(a) {{ return a + {i}; }}\n" for i in range(size // 38))
            # Made first and deployed to 0 %: an upload that deploys starts its version at once.
            for index in range(WORKERS):
                sluice.upload(connection, f"cold{index}", HELLO + "\n" + padding, deploy=False)
            hosts = [sluice.call(connection, "GET", f"/api/v1/workers/cold{index}/versions")["items"][0]["previewUrl"]
                     for index in range(WORKERS)]
            time.sleep(2)
            for host in hosts:
                client = http.client.HTTPConnection("127.0.0.1", sluice.traffic.port, timeout=30)
                client.connect()
                began = time.perf_counter()
                client.request("GET", "/", headers={"Host": host.removeprefix("http://")})
                response = client.getresponse()
                times.append(1000 * (time.perf_counter() - began))
                if response.status != 200:
                    raise SystemExit(f"{host}: {response.status} {response.read()[:300]}")
                client.close()
                # The pool fills up again in the background.
                time.sleep(0.3)
        rows[name] = {"p50_ms": percentile(times, 0.5), "p90_ms": percentile(times, 0.9), "max_ms": max(times)}
    return {"rows": rows, "workers": WORKERS, "target_p50_ms": 20}


def table(measured):
    lines = ["| code | p50, ms | p90, ms | max, ms |", "|---|---|---|---|"]
    for name, row in measured["rows"].items():
        lines.append(f"| {name} | {row['p50_ms']:.1f} | {row['p90_ms']:.1f} | {row['max_ms']:.1f} |")
    met = all(row["p50_ms"] <= measured["target_p50_ms"] for name, row in measured["rows"].items() if "all" not in name)
    return lines + ["", f"Target: p50 at most {measured['target_p50_ms']} ms: {'met' if met else 'missed'}. "
                        f"{measured['workers']} workers a row, one request each."]
