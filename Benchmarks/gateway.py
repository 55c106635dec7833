"""Gateway: CPU per proxied request against nginx split_clients.

One core each for the proxy and for load generator and upstream, 64 connections, 90/10 split over the same two Unix
sockets, rounds alternating. The gateway keeps metrics, and in one row writes every request to a log.
"""

import contextlib
import pathlib
import statistics
import tempfile

from tools import BIN, accepts, children, cpu_nanoseconds, free_port, running, wrk

ROUNDS = 5
SECONDS = 4

UPSTREAM = """
user root; worker_processes 1; daemon off; pid {folder}/up.pid; error_log {folder}/up.err;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 100000000;
  server {{ listen unix:{folder}/1.sock; location / {{ default_type application/json; return 200 '{body}'; }} }}
  server {{ listen unix:{folder}/2.sock; location / {{ default_type application/json; return 200 '{body}'; }} }}
}}
"""

PROXY = """
user root; worker_processes 1; daemon off; pid {folder}/proxy.pid; error_log {folder}/proxy.err;
events {{ worker_connections 4096; }}
http {{
  log_format json escape=json '{{"time":"$time_iso8601","request":"$request_id","path":"$request_uri","status":$status,"duration":$request_time}}';
  access_log {access}; keepalive_requests 100000000;
  split_clients "$request_id" $group {{ 90% one; * two; }}
  upstream one {{ server unix:{folder}/1.sock; keepalive 256; }}
  upstream two {{ server unix:{folder}/2.sock; keepalive 256; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://$group; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header X-Request-Id $request_id;
    }}
  }}
}}
"""


def nginx(folder, name, text):
    path = pathlib.Path(folder) / f"{name}.conf"
    path.write_text(text)
    return ["nginx", "-p", folder, "-e", f"{folder}/{name}.start.err", "-c", str(path)]


def measure():
    folder = tempfile.mkdtemp(prefix="gateway-bench-")
    body = '{"hello":"world","padding":"' + "x" * 66 + '"}'
    ports = {name: free_port() for name in ("nginx", "nginx, log", "gateway", "gateway, log")}
    with contextlib.ExitStack() as stack:
        upstream = nginx(folder, "up", UPSTREAM.format(folder=folder, body=body))
        stack.enter_context(running(["taskset", "-c", "1", *upstream],
                                    ready=lambda: pathlib.Path(folder, "2.sock").exists()))
        pids = {}
        for name, port in ports.items():
            if name.startswith("nginx"):
                access = f"{folder}/access.log json buffer=64k" if "log" in name else "off"
                command = nginx(folder, name.replace(", ", "-"),
                                PROXY.format(folder=folder, port=port, access=access).replace("proxy.", f"{port}."))
            else:
                command = [BIN / "GatewayBench", str(port), f"{folder}/1.sock", f"{folder}/2.sock"]
                command += ["log"] if "log" in name else []
            process = stack.enter_context(running(["taskset", "-c", "0", *command],
                                                  ready=lambda port=port: accepts(port), cwd=folder))
            pids[name] = [process.pid] + children(process.pid)
        rounds = {name: [] for name in ports}
        for _ in range(ROUNDS):
            for name, port in ports.items():
                before = cpu_nanoseconds(pids[name])
                load = wrk(f"http://127.0.0.1:{port}/", SECONDS, host="bench.localhost", core=1)
                if load["errors"]:
                    raise SystemExit(f"{name}: {load['errors']} errors")
                spent = cpu_nanoseconds(pids[name]) - before
                rounds[name].append({"us_per_request": spent / load["requests"] / 1000,
                                     "per_second": load["per_second"]})
    ratios = {}
    for ours, theirs in (("gateway", "nginx"), ("gateway, log", "nginx, log")):
        ratios[ours] = [a["us_per_request"] / b["us_per_request"] for a, b in zip(rounds[ours], rounds[theirs])]
    return {"rounds": rounds, "ratios": ratios, "target_ratio": 1.0}


def table(measured):
    lines = ["| | CPU, µs per request (median; range) | requests/s (median) | ratio to nginx (median; range) |",
             "|---|---|---|---|"]
    for name, rounds in measured["rounds"].items():
        cpu = [r["us_per_request"] for r in rounds]
        rate = statistics.median(r["per_second"] for r in rounds)
        ratio = measured["ratios"].get(name)
        shown = f"{statistics.median(ratio):.2f} ({min(ratio):.2f}–{max(ratio):.2f})" if ratio else "1"
        lines.append(f"| {name} | {statistics.median(cpu):.1f} ({min(cpu):.1f}–{max(cpu):.1f}) | {rate:,.0f} | {shown} |")
    met = statistics.median(measured["ratios"]["gateway, log"]) <= measured["target_ratio"]
    return lines + ["", f"Target: metrics and logs on, at most {measured['target_ratio']}× nginx: "
                        f"{'met' if met else 'missed'}. nginx hashes its request id for the split; both logs are JSON "
                        "lines, nginx's through a 64 KiB buffer."]
