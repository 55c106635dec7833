"""Idle versions: memory while resident, processes after the idle time."""

import http.client
import time

from tools import HELLO, Sluice

WORKERS = 20
IDLE_SECONDS = 3


def resident(sluice):
    return [i for i in sluice.status()["data"]["instances"] if i["state"] == "ready"]


def measure():
    with Sluice(options=["--idle-stop", f"{IDLE_SECONDS}s"]) as sluice:
        connection = sluice.connect()
        for index in range(WORKERS):
            sluice.upload(connection, f"idle{index}", HELLO)
        client = http.client.HTTPConnection("127.0.0.1", sluice.traffic.port, timeout=30)
        for index in range(WORKERS):
            client.request("GET", "/", headers={"Host": f"idle{index}.localhost"})
            client.getresponse().read()
        time.sleep(1)
        instances = resident(sluice)
        memory = [i["memoryBytes"] for i in instances if i["memoryBytes"]]
        deadline = time.monotonic() + 30
        while resident(sluice) and time.monotonic() < deadline:
            time.sleep(0.5)
        left = len(resident(sluice))
    return {"resident": len(instances), "pss_mb": sum(memory) / max(1, len(memory)) / 1e6, "left_after_idle": left,
            "idle_seconds": IDLE_SECONDS, "target_pss_mb": 12}


def table(measured):
    met = measured["pss_mb"] <= measured["target_pss_mb"] and measured["left_after_idle"] == 0
    return ["| resident versions | memory of each (PSS), MB | processes after the idle time |", "|---|---|---|",
            f"| {measured['resident']} | {measured['pss_mb']:.1f} | {measured['left_after_idle']} |", "",
            f"Target: at most {measured['target_pss_mb']} MB, then none: {'met' if met else 'missed'}. "
            f"Idle time here {measured['idle_seconds']} s."]
