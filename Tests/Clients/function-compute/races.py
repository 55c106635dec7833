#!/usr/bin/env python3
"""Lets a hundred clients change the same thing at once, each with the tag that all of them read before.

The exit code is 1 when anything failed; the last line is a count. The server has fresh state.
"""

from __future__ import annotations

import argparse
import collections
import sys
import threading
from collections.abc import Callable
from typing import Any

from clients import arguments, code_of, equal, open_client, status_of

from checks import Checks  # isort: skip
from alibabacloud_fc_open20210406 import models as m
from alibabacloud_tea_util.models import RuntimeOptions
from packages import echo, encoded

RACERS = 100
OPTIONS = RuntimeOptions(read_timeout=60_000, connect_timeout=60_000)


def race(given: argparse.Namespace, change: Callable[[Any, int], Any]) -> tuple[list[Any], collections.Counter[Any]]:
    """All begin together; returns what the winners got, and how often each refusal came."""
    clients = [open_client(given) for _ in range(RACERS)]
    start = threading.Barrier(RACERS)
    won: list[Any] = []
    refused: collections.Counter[Any] = collections.Counter()
    lock = threading.Lock()

    def run(number: int) -> None:
        start.wait()
        try:
            value = change(clients[number], number)
        except Exception as error:
            with lock:
                refused[(status_of(error), code_of(error))] += 1
            return
        with lock:
            won.append(value)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won, refused


def one_wins(refused: collections.Counter[Any], won: list[Any]) -> None:
    equal(len(won), 1, "how many succeeded")
    equal(dict(refused), {(412, "PreconditionFailed"): RACERS - 1}, "what the others were told")


def begin(one: Any) -> None:
    one.create_service(m.CreateServiceRequest(service_name="race"))
    one.create_function("race", m.CreateFunctionRequest(
        function_name="f", runtime="python3", handler="index.handler", code=m.Code(zip_file=encoded(echo("one")))))
    one.publish_service_version("race", m.PublishServiceVersionRequest())
    one.create_alias("race", m.CreateAliasRequest(alias_name="prod", version_id="1"))


def aliases(given: argparse.Namespace, one: Any) -> None:
    tag = one.get_alias("race", "prod").headers["etag"]
    won, refused = race(given, lambda client, number: client.update_alias_with_options(
        "race", "prod", m.UpdateAliasRequest(description=f"by {number}", version_id="LATEST"),
        m.UpdateAliasHeaders(if_match=tag), OPTIONS).body.description)
    one_wins(refused, won)
    found = one.get_alias("race", "prod").body
    equal((found.description, found.version_id), (won[0], "LATEST"), "the alias")


def publishes(given: argparse.Namespace, one: Any) -> None:
    one.update_service("race", m.UpdateServiceRequest(description="changed"))
    tag = one.get_service("race", m.GetServiceRequest()).headers["etag"]
    won, refused = race(given, lambda client, number: client.publish_service_version_with_options(
        "race", m.PublishServiceVersionRequest(description=f"by {number}"),
        m.PublishServiceVersionHeaders(if_match=tag), OPTIONS).body.version_id)
    one_wins(refused, won)
    equal(won, ["2"], "the number")
    versions = one.list_service_versions("race", m.ListServiceVersionsRequest()).body.versions
    equal([version.version_id for version in versions], ["2", "1"], "the versions")


def functions(given: argparse.Namespace, one: Any) -> None:
    tag = one.get_function("race", "f", m.GetFunctionRequest()).headers["etag"]
    won, refused = race(given, lambda client, number: client.update_function_with_options(
        "race", "f", m.UpdateFunctionRequest(timeout=number + 10),
        m.UpdateFunctionHeaders(if_match=tag), OPTIONS).body.timeout)
    one_wins(refused, won)
    equal(one.get_function("race", "f", m.GetFunctionRequest()).body.timeout, won[0], "the time limit")


def unguarded(given: argparse.Namespace, one: Any) -> None:
    """Without tags all succeed, one after another, and none undoes what another did."""
    won, refused = race(given, lambda client, number: client.tag_resource_with_options(
        m.TagResourceRequest(resource_arn="services/race", tags={f"k{number % 20}": "v"}),
        m.TagResourceHeaders(), OPTIONS).status_code)
    equal((len(won), dict(refused)), (RACERS, {}))
    found = one.get_resource_tags(m.GetResourceTagsRequest(resource_arn="services/race")).body.tags
    equal(len(found), 20, "how many tags there are")


def main() -> int:
    given = arguments(__doc__).parse_args()
    checks, one = Checks(), open_client(given)
    checks.call("a service with an alias", lambda: begin(one))
    checks.call(f"{RACERS} move an alias", lambda: aliases(given, one))
    checks.call(f"{RACERS} publish", lambda: publishes(given, one))
    checks.call(f"{RACERS} change a function", lambda: functions(given, one))
    checks.call(f"{RACERS} tag, without tags of entities", lambda: unguarded(given, one))
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
