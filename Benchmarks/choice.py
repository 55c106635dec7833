"""Version choice: CPU time of one choice, by number of versions.

A drawn slot is one lookup in the slot map; a sticky key is hashed first. The maps are those of twenty versions after
fifty random ramps.
"""

import json
import subprocess

from tools import BIN


def measure():
    rounds = [json.loads(subprocess.run([BIN / "VersionChoice"], capture_output=True, text=True, check=True,
                                        timeout=120).stdout) for _ in range(3)]
    rows = []
    for columns in zip(*rounds):
        rows.append({"versions": columns[0]["versions"], "ranges": max(c["ranges"] for c in columns),
                     "draw_ns": min(c["draw_ns"] for c in columns), "key_ns": min(c["key_ns"] for c in columns)})
    return {"rows": rows, "target_ns": 200}


def table(measured):
    lines = ["| versions | ranges of the map | drawn, ns | by key, ns |", "|---|---|---|---|"]
    for row in measured["rows"]:
        lines.append(f"| {row['versions']:,} | {row['ranges']} | {row['draw_ns']:.0f} | {row['key_ns']:.0f} |")
    met = all(row["key_ns"] <= measured["target_ns"] for row in measured["rows"])
    return lines + ["", f"Target: at most {measured['target_ns']} ns, flat: {'met' if met else 'missed'}. "
                        "Least of three runs."]
