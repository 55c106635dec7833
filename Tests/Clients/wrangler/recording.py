"""Recorded sessions of real wrangler releases: what they are made of, and how they are read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RECORDINGS = HERE / "recordings"

ACCOUNT = "0123456789abcdef0123456789abcdef"
"""The account id that every recording uses."""


@dataclass(frozen=True)
class Request:
    """One HTTP request as the client sent it, with its body still in parts."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    json: Any = None
    has_json: bool = False
    parts: list[dict[str, Any]] | None = None
    body: str | None = None

    @classmethod
    def parse(cls, source: dict[str, Any]) -> Request:
        """Reads the `request` object of a recording; raises on a field that this reader does not know."""
        known = {"method", "path", "query", "headers", "json", "parts", "body"}
        if unknown := set(source) - known:
            raise ValueError(f"unknown fields of a request: {sorted(unknown)}")
        if sum(key in source for key in ("json", "parts", "body")) > 1:
            raise ValueError("a request has more than one kind of body")
        for part in source.get("parts", []):
            if set(part) - {"name", "filename", "content_type", "json", "body"} or ("json" in part) == ("body" in part):
                raise ValueError(f"malformed part {part.get('name')!r}")
        return cls(
            method=source["method"],
            path=source["path"],
            query=source.get("query", ""),
            headers=source.get("headers", {}),
            json=source.get("json"),
            has_json="json" in source,
            parts=source.get("parts"),
            body=source.get("body"),
        )

    @property
    def target(self) -> str:
        """Path and query as one string, for reports."""
        return self.path.replace(f"/accounts/{ACCOUNT}", "/accounts/…") + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Response:
    """What the stand-in answered: enough for the client, not a record of the vendor's service."""

    status: int
    content_type: str
    body: Any

    @property
    def is_envelope(self) -> bool:
        return isinstance(self.body, dict) and "success" in self.body


@dataclass(frozen=True)
class Exchange:
    """A request with its response, or one event of a tail's WebSocket. `number` counts from 1 within its file."""

    number: int
    request: Request | None
    response: Response | None
    event: dict[str, Any] | None = None


@dataclass(frozen=True)
class Recording:
    """One command of one release."""

    release: str
    name: str
    command: list[str]
    exchanges: list[Exchange]

    @property
    def label(self) -> str:
        return f"{self.release}/{self.name}"

    def exchange(self, number: int) -> Exchange:
        return self.exchanges[number - 1]


def read(file: Path) -> Recording:
    """Reads one file; raises `ValueError` or `KeyError` where its form is not the one that its README describes."""
    source = json.loads(file.read_text("utf-8"))
    exchanges = []
    for number, entry in enumerate(source["exchanges"], 1):
        if "request" in entry:
            answer = entry["response"]
            response = Response(answer["status"], answer.get("content_type") or "", answer["body"])
            exchanges.append(Exchange(number, Request.parse(entry["request"]), response))
        elif len(entry) == 1 and next(iter(entry)) in {"websocket", "websocket_frame", "websocket_end"}:
            exchanges.append(Exchange(number, None, None, entry))
        else:
            raise ValueError(f"exchange {number} is neither a request nor an event of a WebSocket")
    return Recording(file.parent.name, file.stem, source["command"], exchanges)


def releases() -> list[str]:
    """The releases that were recorded, oldest first."""
    names = [folder.name for folder in RECORDINGS.iterdir() if folder.is_dir()]
    return sorted(names, key=lambda name: [int(number) for number in name.split(".")])


def recordings(release: str) -> list[Recording]:
    """The commands of a release in the order in which they ran."""
    return [read(file) for file in sorted((RECORDINGS / release).glob("*.json"))]
