"""Requests at the gateway, by host name."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        """The body as JSON; raises with the beginning of the body where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise AssertionError(f"status {self.status}, no JSON: {self.body[:200]!r}") from None


class Gateway:
    """The traffic listener. Every request has a connection of its own."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme != "http" or not parts.hostname:
            raise SystemExit(f"--gateway must be an http:// address: {address}")
        self._host, self._port = parts.hostname, parts.port or 80

    def get(self, host: str, path: str = "/", headers: dict[str, str] | None = None) -> Answer:
        """Sends GET with this Host."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("GET", path, headers={"Host": host, **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
