"""Calls that nobody waits for, by the SDK of 2021-04-06."""

from __future__ import annotations

import json
import time
from typing import Any

from alibabacloud_fc_open20210406 import models as m
from alibabacloud_tea_util.models import RuntimeOptions
from checks import Checks
from clients import equal, refusal, strict

OPTIONS = RuntimeOptions(read_timeout=30_000)
WAIT_SECONDS = 30
PAUSE_SECONDS = 0.1


def call(one: Any, event: str, function: str = "echo", qualifier: str | None = "prod", **headers: str) -> Any:
    reply = one.invoke_function_with_options(
        "surface", function, m.InvokeFunctionRequest(body=event.encode(), qualifier=qualifier),
        m.InvokeFunctionHeaders(x_fc_invocation_type="Async", **headers), OPTIONS)
    equal(reply.status_code, 202)
    equal(reply.body, b"", "the body")
    assert "content-type" not in reply.headers, "some clients would read the empty body as JSON"
    return reply


def ended(one: Any, name: str, function: str = "echo") -> Any:
    """The call by its name, once it is over."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        found = strict(one.get_stateful_async_invocation(
            "surface", function, name, m.GetStatefulAsyncInvocationRequest(qualifier="prod"))).body
        if found.status in ("Succeeded", "Failed", "Stopped", "Expired", "Invalid"):
            return found
        assert time.monotonic() < end, f"{name} is still {found.status}"
        time.sleep(PAUSE_SECONDS)


def check(checks: Checks, one: Any) -> None:
    """`prod` is version 2."""
    def succeed() -> None:
        reply = call(one, "later", x_fc_stateful_async_invocation_id="first")
        equal(reply.headers["x-fc-invocation-service-version"], "2")
        found = ended(one, "first")
        equal((found.status, found.function_name, found.qualifier), ("Succeeded", "echo", "prod"))
        equal(found.request_id, reply.headers["x-fc-request-id"])
        answer = json.loads(found.return_payload)
        equal((answer["marker"], answer["event"], answer["version"]), ("two", "later", "2"))

    def fail() -> None:
        one.put_function_async_invoke_config("surface", "failing", m.PutFunctionAsyncInvokeConfigRequest(
            max_async_retry_attempts=1, stateful_invocation=True))
        call(one, "luck", "failing", None, x_fc_stateful_async_invocation_id="second")
        found = ended(one, "second", "failing")
        equal((found.status, found.already_retried_times), ("Failed", 1))
        assert "no luck" in found.invocation_error_message, found.invocation_error_message

    def listed(names: list[str], **query: Any) -> None:
        found = strict(one.list_stateful_async_invocations(
            "surface", "echo", m.ListStatefulAsyncInvocationsRequest(**query))).body.invocations
        equal([invocation.invocation_id for invocation in found], names)

    checks.call("invoke_function: Async, without a name", lambda: call(one, "e"))
    checks.call("invoke_function: Async, an empty name is none", lambda: call(
        one, "e", x_fc_stateful_async_invocation_id=""))
    checks.call("invoke_function: Async, unknown alias", lambda: refusal(
        lambda: call(one, "e", qualifier="no"), "AliasNotFound", 404))
    checks.call("invoke_function: Async, too much", lambda: refusal(
        lambda: call(one, "e" * (128 * 1024 + 1)), "EntityTooLarge", 400))
    checks.call("get_stateful_async_invocation: it succeeds", succeed)
    checks.call("get_stateful_async_invocation: it fails, and is tried again", fail)
    checks.call("get_stateful_async_invocation: unknown", lambda: refusal(lambda: one.get_stateful_async_invocation(
        "surface", "echo", "no", m.GetStatefulAsyncInvocationRequest()), "StatefulAsyncInvocationNotFound", 404))
    checks.call("invoke_function: Async, another with a name", lambda: [
        call(one, "e", x_fc_stateful_async_invocation_id="fourth"), ended(one, "fourth")])
    checks.call("list_stateful_async_invocations", lambda: listed(["first", "fourth"], sort_order_by_time="asc"))
    checks.call("list_stateful_async_invocations: by name", lambda: listed(["fourth"], invocation_id_prefix="fo"))
    checks.call("list_stateful_async_invocations: by status", lambda: listed([], status="Failed"))
    checks.call("list_stateful_async_invocation_functions", lambda: equal(
        [entry.function_name for entry in strict(one.list_stateful_async_invocation_functions(
            m.ListStatefulAsyncInvocationFunctionsRequest())).body.data], ["failing"]))
    checks.call("stop_stateful_async_invocation: not stateful", lambda: refusal(
        lambda: one.stop_stateful_async_invocation("surface", "echo", "no", m.StopStatefulAsyncInvocationRequest()),
        "InvalidArgument", 400))
    checks.call("stop_stateful_async_invocation: over already", lambda: equal(one.stop_stateful_async_invocation(
        "surface", "echo", "first", m.StopStatefulAsyncInvocationRequest()).status_code, 204))
