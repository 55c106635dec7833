"""Gateway and worker together: CPU per request against bare Deno.

The same handler behind `sluice serve` (data process and engine together) and under `Deno.serve` on TCP, rounds
alternating, 32 connections. Servers on one core and the load on the other: where processes wake one another across
cores of a virtual machine, the waking is all that is measured.
"""

import contextlib
import pathlib
import statistics
import tempfile

from tools import DENO, HELLO, Sluice, accepts, children, cpu_nanoseconds, free_port, running, wrk

ROUNDS = 5
SECONDS = 4


def measure():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="worker-bench-"))
    port = free_port()
    bare = HELLO.replace("export default", "const worker =") + f"\nDeno.serve({{ port: {port}, hostname: '127.0.0.1' }}, worker.fetch);"
    (folder / "bare.js").write_text(bare)
    with contextlib.ExitStack() as stack:
        sluice = stack.enter_context(Sluice(options=["--gateway-threads", "1"], core=0))
        sluice.upload(sluice.connect(), "bench", HELLO)
        deno = stack.enter_context(running(["taskset", "-c", "0", DENO, "run", "--allow-net", folder / "bare.js"],
                                           ready=lambda: accepts(port)))
        traffic = sluice.traffic.port
        wrk(f"http://127.0.0.1:{traffic}/", 1, 32, host="bench.localhost", core=1)
        data = sluice.status()["data"]["process"]["pid"]
        targets = {"sluice": (traffic, lambda: [data] + children(data)), "deno": (port, lambda: [deno.pid])}
        rounds = {name: [] for name in targets}
        for _ in range(ROUNDS):
            for name, (where, pids) in targets.items():
                before = cpu_nanoseconds(pids())
                load = wrk(f"http://127.0.0.1:{where}/", SECONDS, 32, host="bench.localhost", core=1)
                if load["errors"]:
                    raise SystemExit(f"{name}: {load['errors']} errors")
                rounds[name].append({"us_per_request": (cpu_nanoseconds(pids()) - before) / load["requests"] / 1000,
                                     "per_second": load["per_second"]})
    ratios = [a["us_per_request"] / b["us_per_request"] for a, b in zip(rounds["sluice"], rounds["deno"])]
    return {"rounds": rounds, "ratios": ratios, "target_ratio": 3.0}


def table(measured):
    lines = ["| | CPU, µs per request (median; range) | requests/s (median) |", "|---|---|---|"]
    for name, rounds in measured["rounds"].items():
        cpu = [r["us_per_request"] for r in rounds]
        rate = statistics.median(r["per_second"] for r in rounds)
        lines.append(f"| {name} | {statistics.median(cpu):.1f} ({min(cpu):.1f}–{max(cpu):.1f}) | {rate:,.0f} |")
    ratio = measured["ratios"]
    met = statistics.median(ratio) <= measured["target_ratio"]
    return lines + ["", f"Ratio {statistics.median(ratio):.2f} ({min(ratio):.2f}–{max(ratio):.2f}); target at most "
                        f"{measured['target_ratio']}: {'met' if met else 'missed'}."]
