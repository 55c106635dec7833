"""Which value of the server under test stands for which value of the recordings."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from recording import ACCOUNT, Request

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

HIGHEST_NUMBER = 100
"""Recorded versions are numbered below this."""

WORKERS = ("hello", "bound", "brandnew", "counter", "old", "site", "sitew")


def recorded_version(worker: str, number: int) -> str:
    """The id that recordings give a version. They give the deployments of the same Worker ids of this form too."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{worker}/{number}"))


def hyphenated(value: str) -> str:
    """A UUID in its long form; wrangler, too, puts the hyphens into `deployment_id`. Other values stay as they are."""
    try:
        return str(uuid.UUID(value)) if len(value) == 32 else value
    except ValueError:
        return value


class Identities:
    """What has been learnt so far.

    Kinds are kept apart, because a recorded deployment may have the id of a recorded version.
    """

    REQUESTED = ("version", "namespace", "worker tag", "tail", "token")
    """The kinds whose values occur in requests."""

    def __init__(self, account: str, find_version: Callable[[str, int], str | None]) -> None:
        """`find_version` looks a version up on the server by Worker and number, for those that no response named."""
        self.account = account
        self._real: dict[tuple[str, str], str] = {("account", ACCOUNT): account}
        self._find_version = find_version
        self._numbered = {
            recorded_version(worker, number): (worker, number)
            for worker in WORKERS
            for number in range(1, HIGHEST_NUMBER)
        }

    def learn(self, kind: str, recorded: str, real: str) -> None:
        """Notes a pair; a later one of the same recorded value replaces it."""
        self._real[kind, hyphenated(recorded) if kind == "version" else recorded] = (
            hyphenated(real) if kind == "version" else real
        )

    def real(self, kind: str, recorded: str) -> str | None:
        """The server's value, or `None` where nothing is known."""
        if kind != "version":
            return self._real.get((kind, recorded))
        recorded = hyphenated(recorded)
        known = self._real.get((kind, recorded))
        if known is None and recorded in self._numbered:
            known = self._find_version(*self._numbered[recorded])
            if known is not None:
                self.learn(kind, recorded, known)
        return known

    def substitute(self, request: Request) -> Request:
        """The request with the server's values in path, query, headers and body."""
        return replace(
            request,
            path=self._in_text(request.path),
            query=self._in_text(request.query),
            headers={name: self._in_text(value) for name, value in request.headers.items()},
            json=self._in_value(request.json),
            parts=self._in_value(request.parts),
        )

    def _in_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._in_text(value)
        if isinstance(value, list):
            return [self._in_value(item) for item in value]
        if isinstance(value, dict):
            return {key: self._in_value(item) for key, item in value.items()}
        return value

    def _in_text(self, text: str) -> str:
        text = UUID.sub(lambda found: self.real("version", found[0]) or found[0], text.replace(ACCOUNT, self.account))
        for (kind, recorded), real in self._real.items():
            if kind in self.REQUESTED:
                text = text.replace(recorded, real)
        return text
