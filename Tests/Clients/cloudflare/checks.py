"""Named checks: each is tried, whatever became of the others, and has an outcome."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")


class Needed(Exception):
    """An earlier check did not give what this one stands on."""


@dataclass
class Outcome:
    """What became of one check."""

    name: str
    passed: bool
    seconds: float
    problem: str | None = None


class Checks:
    """Runs checks one after another, prints each as it ends, and counts."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []

    def call(self, name: str, action: Callable[[], Value]) -> Value | None:
        """Returns what the action returns, or `None` where it failed; asserts and errors of any kind are failures."""
        started = time.monotonic()
        value, problem = None, None
        try:
            value = action()
        except Exception as error:
            problem = f"{type(error).__name__}: {error}".strip()
        self._note(Outcome(name, problem is None, round(time.monotonic() - started, 3), problem))
        return value

    def expect(self, name: str, holds: bool, problem: str) -> None:
        """A check of something already at hand."""
        self._note(Outcome(name, holds, 0, None if holds else problem))

    def finish(self, report: Path | None) -> int:
        """Writes the report, prints the count as the last line, and returns the exit code."""
        if report:
            report.write_text(json.dumps([asdict(one) for one in self.outcomes], indent=1) + "\n", "utf-8")
        failed = sum(not one.passed for one in self.outcomes)
        print(f"{len(self.outcomes)} checks: {len(self.outcomes) - failed} passed, {failed} failed")
        return 1 if failed else 0

    def _note(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        print(f"{'passed' if outcome.passed else 'failed'}  {outcome.name}", flush=True)
        if outcome.problem:
            print(f"        {outcome.problem[:1000]}", flush=True)


def needed(value: Any, what: str) -> Any:
    """The value of an earlier check; raises `Needed` where there is none."""
    if value is None:
        raise Needed(f"there is no {what} to go on with")
    return value
