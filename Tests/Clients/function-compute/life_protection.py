"""An account that protects the versions that something leads to, as both SDKs see it; on and off by the native API."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

import requests
from alibabacloud_fc_open20210406 import models as m
from checks import Checks
from clients import equal, refusal
from packages import echo, encoded

SETTING = "/api/v1/account/settings/protect-referenced-versions"
TIMEOUT_SECONDS = 30


def check(checks: Checks, given: argparse.Namespace, one: Any, old: Any) -> None:
    """A service of its own, `kept`: aliases lead to versions 1 and 2, triggers to 2 and 3, and nothing to 4."""
    checks.call("a service whose versions something leads to", lambda: begin(one, old))
    checks.call("its account protects them", lambda: switch(given, "on"))
    for name, delete in [("2021", one.delete_service_version), ("2016", old.delete_version)]:
        guarded(checks, name, delete)
    checks.call("2021: what nothing leads to goes", lambda: equal(one.delete_service_version("kept", "4").status_code, 204))
    checks.call("all others are still there", lambda: equal(versions(old), ["3", "2", "1"]))
    checks.call("and are called", lambda: equal(
        [json.loads(old.invoke_function("kept", "pay", qualifier=who).data)["marker"] for who in ["prod", "next", "3"]],
        ["one", "two", "three"]))
    checks.call("its account protects them no more", lambda: switch(given, "off"))
    checks.call("2021: a version goes, and what led to it is told", lambda: warned(one))
    checks.call("2016: a version goes", lambda: old.delete_version("kept", "2"))
    checks.call("both are gone", lambda: equal(versions(old), ["3"]))
    checks.call("what led there fails", lambda: [
        refusal(lambda who=who: old.invoke_function("kept", "pay", qualifier=who), "VersionNotFound", 404)
        for who in ["prod", "next"]])


def begin(one: Any, old: Any) -> None:
    one.create_service(m.CreateServiceRequest(service_name="kept"))
    one.create_function("kept", m.CreateFunctionRequest(
        function_name="pay", runtime="python3", handler="index.handler", code=m.Code(zip_file=encoded(echo("one")))))
    for number, marker in enumerate(["two", "three", "four", None], start=1):
        equal(old.publish_version("kept").data["versionId"], str(number))
        if marker:
            one.update_function("kept", "pay", m.UpdateFunctionRequest(code=m.Code(zip_file=encoded(echo(marker)))))
    old.create_alias("kept", "prod", "1")
    one.create_alias("kept", m.CreateAliasRequest(alias_name="next", version_id="2"))
    for name, kind, settings, qualifier in [
        ("tick", "timer", {"cronExpression": "0 0 4 1 1 *", "enable": False, "payload": ""}, "2"),
        ("web", "http", {"authType": "anonymous", "methods": ["GET"]}, "3"),
    ]:
        one.create_trigger("kept", "pay", m.CreateTriggerRequest(
            trigger_name=name, trigger_type=kind, trigger_config=json.dumps(settings), qualifier=qualifier))


def switch(given: argparse.Namespace, state: str) -> None:
    reply = requests.put(f"http://{given.endpoint}{SETTING}", json={"value": state}, timeout=TIMEOUT_SECONDS,
                         headers={"Authorization": f"Bearer {given.token}"})
    equal(reply.status_code, 200, reply.text)


def guarded(checks: Checks, name: str, delete: Callable[[str, str], object]) -> None:
    for version, referrers in [("1", ["alias prod"]), ("2", ["alias next", "trigger pay/tick"]),
                               ("3", ["trigger pay/web"])]:
        def refused(version: str = version, referrers: list[str] = referrers) -> None:
            error = refusal(lambda: delete("kept", version), "VersionInUse", 409)
            assert f"in use by {', '.join(referrers)}:" in str(error), error

        checks.call(f"{name}: version {version} stays, and what leads to it is told", refused)


def warned(one: Any) -> None:
    reply = one.delete_service_version("kept", "1")
    equal(reply.status_code, 204)
    equal(reply.headers["x-fc-warning"], "calls through these fail from now on: alias prod")


def versions(old: Any) -> list[str]:
    return [version["versionId"] for version in old.list_versions("kept").data["versions"]]
