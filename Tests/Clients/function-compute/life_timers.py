"""A timer of the service whose life is told, which fires through an alias while that moves."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from alibabacloud_fc_open20210406 import models as m
from checks import Checks
from clients import equal, refusal

WAIT_SECONDS = 30
PAUSE_SECONDS = 0.2
# Between the clock of this program and the moment in which a call is drawn.
SLACK_MILLISECONDS = 1_000


def check(checks: Checks, one: Any) -> None:
    """`prod` leads to version 1."""
    checks.call("calls of prod can be looked at", lambda: one.put_function_async_invoke_config(
        "shop", "pay", m.PutFunctionAsyncInvokeConfigRequest(qualifier="prod", stateful_invocation=True)))
    checks.call("a timer of nobody knows when is refused", lambda: refusal(
        lambda: create(one, "never", "0 0 25 * * *"), "InvalidArgument", 400))
    checks.call("a timer of every second, through prod", lambda: create(one, "tick", "@every 1s"))
    checks.call("fires, and calls 1 with its event", lambda: event(until(one, lambda call: answer(call) == "one")))

    def follow() -> None:
        one.update_alias("shop", "prod", m.UpdateAliasRequest(version_id="2"))
        moved = time.time() * 1_000
        until(one, lambda call: answer(call) == "two")
        late = [call for call in calls(one) if call.started_time > moved + SLACK_MILLISECONDS]
        equal({answer(call) for call in late} - {"two", None}, set(), "who else answered after the move")

    checks.call("prod moves to 2, and the timer follows", follow)
    checks.call("the timer goes, and fires no more", lambda: stop(one))
    checks.call("prod moves back", lambda: [
        one.update_alias("shop", "prod", m.UpdateAliasRequest(version_id="1")),
        one.delete_function_async_invoke_config(
            "shop", "pay", m.DeleteFunctionAsyncInvokeConfigRequest(qualifier="prod"))])


def create(one: Any, name: str, expression: str) -> Any:
    return one.create_trigger("shop", "pay", m.CreateTriggerRequest(
        trigger_name=name, trigger_type="timer", qualifier="prod",
        trigger_config=json.dumps({"payload": "the payload", "cronExpression": expression, "enable": True})))


def calls(one: Any) -> list[Any]:
    return one.list_stateful_async_invocations("shop", "pay", m.ListStatefulAsyncInvocationsRequest(
        qualifier="prod", sort_order_by_time="desc", limit=100)).body.invocations


def answer(call: Any) -> str | None:
    """The marker of the code that a call got, once it has."""
    return json.loads(call.return_payload)["marker"] if call.status == "Succeeded" else None


def until(one: Any, holds: Callable[[Any], bool]) -> Any:
    end = time.monotonic() + WAIT_SECONDS
    while True:
        found = [call for call in calls(one) if holds(call)]
        if found:
            return found[0]
        assert time.monotonic() < end, f"no such call: {[(call.status, call.return_payload) for call in calls(one)]}"
        time.sleep(PAUSE_SECONDS)


def event(call: Any) -> None:
    seen = json.loads(json.loads(call.return_payload)["event"])
    equal((seen["triggerName"], seen["payload"]), ("tick", "the payload"))
    time.strptime(seen["triggerTime"], "%Y-%m-%dT%H:%M:%SZ")


def stop(one: Any) -> None:
    one.delete_trigger("shop", "pay", "tick")
    time.sleep(1)
    before = len(calls(one))
    time.sleep(3)
    equal(len(calls(one)), before, "how many calls there were")
