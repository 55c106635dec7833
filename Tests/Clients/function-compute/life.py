#!/usr/bin/env python3
"""Takes one service from its first function to its deletion, with the vendor's SDKs alone, and calls it at each step.

In the end another one belongs to an account that protects versions, which is set by the native API.

The exit code is 1 when anything failed; the last line is a count. The server has fresh state.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import threading
from typing import Any

from clients import arguments, classic_client, equal, open_client, refusal

from checks import Checks, needed  # isort: skip
import life_protection
import life_timers
import life_triggers
from alibabacloud_fc_open20210406 import models as m
from alibabacloud_tea_util.models import RuntimeOptions
from packages import checksum, echo, encoded, web
from reading import state

CALLS = 10_000
THREADS = 4
SHARE = 0.2
# Of one degree of freedom: so far off is one run of ten thousand by chance.
CHI_SQUARE_BOUND = 15.14
OPTIONS = RuntimeOptions(read_timeout=30_000)


def call(one: Any, qualifier: str | None, function: str = "pay", event: str = "e", **headers: str) -> tuple[str, str]:
    """Calls a function; returns the marker of its code, and the version that the answer names."""
    reply = one.invoke_function_with_options(
        "shop", function, m.InvokeFunctionRequest(body=event.encode(), qualifier=qualifier),
        m.InvokeFunctionHeaders(common_headers=headers), OPTIONS)
    return json.loads(reply.body)["marker"], reply.headers["x-fc-invocation-service-version"]


def beginnings(checks: Checks, one: Any, old: Any) -> dict[str, Any] | None:
    checks.call("a service", lambda: one.create_service(m.CreateServiceRequest(
        service_name="shop", description="sells", log_config=m.LogConfig(project="p", logstore="l"))))
    checks.call("a function", lambda: one.create_function("shop", m.CreateFunctionRequest(
        function_name="pay", runtime="python3", handler="index.handler", memory_size=256, timeout=10,
        environment_variables={"VARIABLE": "one"}, code=m.Code(zip_file=encoded(echo("one"))))))
    checks.call("another, for requests", lambda: one.create_function("shop", m.CreateFunctionRequest(
        function_name="page", runtime="python3", handler="index.handler",
        code=m.Code(zip_file=encoded(web("one"))))))
    checks.call("LATEST is called", lambda: equal(call(one, None), ("one", "LATEST")))
    checks.call("1 is published", lambda: equal(old.publish_version("shop", "first").data["versionId"], "1"))
    return checks.call("1 is read", lambda: state(old, "1"))


def edits(checks: Checks, one: Any, old: Any, first: dict[str, Any] | None) -> None:
    def unchanged() -> None:
        before = needed(first, "version 1")
        equal(state(old, "1"), before, "version 1")
        equal(before["pay"][2], echo("one"), "the code of version 1")
        equal(before["pay"][1], checksum(echo("one")))

    checks.call("LATEST gets other code", lambda: one.update_function("shop", "pay", m.UpdateFunctionRequest(
        code=m.Code(zip_file=encoded(echo("two"))), timeout=20, environment_variables={"VARIABLE": "two"})))
    checks.call("and so does the other function", lambda: one.update_function("shop", "page", m.UpdateFunctionRequest(
        code=m.Code(zip_file=encoded(web("two"))))))
    checks.call("the service gets another description", lambda: old.update_service("shop", description="sells more"))
    checks.call("LATEST is called, and is new", lambda: equal(call(one, None), ("two", "LATEST")))
    checks.call("1 is what it was, byte for byte", unchanged)
    checks.call("1 is called, and is old", lambda: equal(call(one, "1"), ("one", "1")))
    checks.call("no API changes 1", lambda: [refusal(change, "InvalidArgument", 400) for change in [
        lambda: old.update_service("shop.1", description="x"), lambda: old.update_function("shop.1", "pay", timeout=5),
        lambda: old.delete_function("shop.1", "pay"), lambda: old.delete_service("shop.1")]])
    checks.call("2 is published", lambda: equal(one.publish_service_version(
        "shop", m.PublishServiceVersionRequest(description="second")).body.version_id, "2"))
    checks.call("a function of LATEST goes, and 1 still has it", lambda: [
        one.delete_function("shop", "page"), unchanged()])
    checks.call("and it comes again", lambda: one.create_function("shop", m.CreateFunctionRequest(
        function_name="page", runtime="python3", handler="index.handler",
        code=m.Code(zip_file=encoded(web("three"))))))


def shares(checks: Checks, given: argparse.Namespace, one: Any) -> None:
    def draw() -> None:
        seen: collections.Counter[tuple[str, str]] = collections.Counter()
        problems: list[str] = []

        def run() -> None:
            mine: collections.Counter[tuple[str, str]] = collections.Counter()
            try:
                client = open_client(given)
                for _ in range(CALLS // THREADS):
                    mine[call(client, "prod")] += 1
            except Exception as error:
                problems.append(repr(error))
            seen.update(mine)

        threads = [threading.Thread(target=run) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        equal(problems, [], "what went wrong")
        equal(set(seen), {("one", "1"), ("two", "2")}, "who answered")
        wanted = {("one", "1"): CALLS * (1 - SHARE), ("two", "2"): CALLS * SHARE}
        square = sum((seen[who] - count) ** 2 / count for who, count in wanted.items())
        assert square < CHI_SQUARE_BOUND, f"chi-square {square}: {seen}"

    checks.call("prod is 1, and 2 for a fifth", lambda: one.create_alias("shop", m.CreateAliasRequest(
        alias_name="prod", version_id="1", additional_version_weight={"2": SHARE})))
    checks.call(f"{CALLS} calls are shared", draw)


def content(checks: Checks, one: Any) -> None:
    policy = m.RoutePolicy(condition="AND", policy_items=[
        m.PolicyItem(type="Header", key="x-who", operator="=", value="me")])
    checks.call("a rule of content", lambda: one.update_alias("shop", "prod", m.UpdateAliasRequest(
        resolve_policy="Content", route_policy=policy)))
    checks.call("who matches goes to 2", lambda: [
        equal(call(one, "prod", **{"x-who": "me"}), ("two", "2")) for _ in range(20)])
    checks.call("everybody else to 1", lambda: [
        equal(call(one, "prod", **headers), ("one", "1")) for headers in [{}, {"x-who": "you"}] for _ in range(20)])


def moves(checks: Checks, one: Any, old: Any) -> None:
    checks.call("prod moves to 2", lambda: one.update_alias("shop", "prod", m.UpdateAliasRequest(
        version_id="2", additional_version_weight={}, resolve_policy="Random")))
    checks.call("and is called at once", lambda: [equal(call(one, "prod"), ("two", "2")) for _ in range(5)])
    checks.call("and back", lambda: old.update_alias("shop", "prod", "1"))
    checks.call("which is called at once, too", lambda: [equal(call(one, "prod"), ("one", "1")) for _ in range(5)])


def endings(checks: Checks, one: Any, old: Any) -> None:
    def delete() -> None:
        reply = one.delete_service_version("shop", "1")
        equal(reply.status_code, 204)
        assert "prod" in reply.headers["x-fc-warning"], reply.headers

    checks.call("1 is deleted, though prod leads to it", delete)
    checks.call("prod is still there", lambda: equal(one.get_alias("shop", "prod").body.version_id, "1"))
    checks.call("calls through it are refused", lambda: refusal(lambda: call(one, "prod"), "VersionNotFound", 404))
    checks.call("and those of its number", lambda: refusal(lambda: call(one, "1"), "VersionNotFound", 404))
    checks.call("nobody reads it", lambda: refusal(
        lambda: old.get_function("shop", "pay", qualifier="1"), "VersionNotFound", 404))
    checks.call("prod is repaired", lambda: old.update_alias("shop", "prod", "2"))
    checks.call("and is called", lambda: equal(call(one, "prod"), ("two", "2")))
    checks.call("the next number is 3", lambda: equal(old.publish_version("shop", "third").data["versionId"], "3"))
    checks.call("it is deleted, and the next is 4", lambda: [
        old.delete_version("shop", "3"), equal(old.publish_version("shop").data["versionId"], "4")])
    checks.call("the service goes", lambda: [
        old.delete_alias("shop", "prod"), old.delete_version("shop", "2"), old.delete_version("shop", "4"),
        old.delete_function("shop", "pay"), old.delete_function("shop", "page"), old.delete_service("shop")])
    checks.call("one of its name goes on counting", lambda: [
        old.create_service("shop"), equal(old.publish_version("shop").data["versionId"], "5")])


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--token", required=True, help="a token that may do everything")
    given = parser.parse_args()
    checks, one, old = Checks(), open_client(given), classic_client(given)
    first = beginnings(checks, one, old)
    edits(checks, one, old, first)
    shares(checks, given, one)
    content(checks, one)
    moves(checks, one, old)
    life_triggers.check(checks, given, one, old)
    life_timers.check(checks, one)
    endings(checks, one, old)
    life_protection.check(checks, given, one, old)
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
