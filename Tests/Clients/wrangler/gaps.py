"""Stands in for commands that ran while the recordings were made but are not among them (`gaps.json`).

Without them versions would have other numbers, and secrets, namespaces and Workers would be missing later. A gap is a
list of requests; each is written out or is `like` a recorded one with parts of its metadata or text replaced. Ids are
the recorded ones. `names` says which recorded id the answer's field stands for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from identities import Identities
from recording import HERE, RECORDINGS, Request, read
from wire import Server, quoted_errors


@dataclass(frozen=True)
class Gap:
    """What happened before the recording `before`."""

    before: str
    did: str
    requests: list[dict[str, Any]]

    def fill(self, server: Server, identities: Identities, release: str) -> list[str]:
        """Does what was done; returns what went wrong."""
        problems = []
        for source in self.requests:
            request = identities.substitute(built(source, release))
            reply = server.send(request)
            result = reply.result()
            if reply.status >= 300:
                problems.append(f"{request.method} {request.target}: status {reply.status}{quoted_errors(reply)}")
            for kind, (recorded, field) in source.get("names", {}).items():
                if isinstance(result, dict) and isinstance(result.get(field), str):
                    identities.learn(kind, recorded, result[field])
                else:
                    problems.append(f"{request.method} {request.target}: the answer has no {field}")
        return problems


def gaps(release: str) -> dict[str, Gap]:
    """The gaps of a release by the recording that they precede."""
    entries = json.loads((HERE / "gaps.json").read_text("utf-8")).get(release, [])
    return {entry["before"]: Gap(entry["before"], entry["did"], entry["requests"]) for entry in entries}


def built(source: dict[str, Any], release: str) -> Request:
    """A request of a gap, still with recorded ids."""
    agent = {"user-agent": source.get("user-agent", f"wrangler/{release}")}
    if "like" in source:
        original = read(RECORDINGS / f"{source['like']}.json").exchange(source["request"]).request
        if original is None:
            raise ValueError(f"{source['like']} has no request {source['request']}")
        parts = original.parts and [changed(part, source) for part in original.parts]
        return replace(original, headers=original.headers | agent, parts=parts)
    if "json" in source:
        agent["content-type"] = source.get("content-type", "application/json")
    if "authorization" in source:
        agent["authorization"] = source["authorization"]
    fields = {key: source[key] for key in ("method", "path", "query", "json", "parts") if key in source}
    return Request.parse({"headers": agent, **fields})


def changed(part: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """A recorded part with the gap's metadata and text in place of its own."""
    if part["name"] == "metadata":
        return part | {"json": part["json"] | source.get("metadata", {})}
    if "replace" in source and "body" in part:
        old, new = source["replace"]
        return part | {"body": part["body"].replace(old, new)}
    return part
