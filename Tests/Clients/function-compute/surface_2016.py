#!/usr/bin/env python3
"""Calls everything of the vendor's SDK of 2016-08-15 that the server promises.

The exit code is 1 when anything failed; the last line is a count. The server has fresh state.
"""

from __future__ import annotations

import base64
import sys
from typing import Any

from clients import arguments, classic_client, equal, refusal

from checks import Checks  # isort: skip
from packages import checksum, echo, encoded, failing, web


def services(checks: Checks, one: Any) -> None:
    def update() -> None:
        tag = one.get_service("old").headers["etag"]
        changed = one.update_service("old", description="second", headers={"if-match": tag})
        equal(changed.data["description"], "second")
        refusal(lambda: one.update_service("old", description="x", headers={"if-match": tag}), "PreconditionFailed", 412)

    def filtered() -> None:
        one.tag_resource("services/old", {"team": "a"})
        equal([s["serviceName"] for s in one.list_services(tags={"team": "a"}).data["services"]], ["old"])
        equal(one.get_resource_tags("services/old").data["tags"], {"team": "a"})
        one.untag_resource("services/old", ["team"])
        equal(one.get_resource_tags("services/old").data["tags"], {})

    checks.call("create_service", lambda: equal(one.create_service("old").data["serviceName"], "old"))
    checks.call("create_service: again", lambda: refusal(lambda: one.create_service("old"), "ServiceAlreadyExists", 409))
    checks.call("get_service: members that must be there", lambda: [
        one.get_service("old").data[name] for name in ["logConfig", "role", "nasConfig", "tracingConfig"]])
    checks.call("update_service, If-Match", update)
    checks.call("list_services", lambda: equal("nextToken" in one.list_services(prefix="old").data, False))
    checks.call("tag_resource, untag_resource, get_resource_tags, the filter of lists", filtered)
    checks.call("get_account_settings", lambda: one.get_account_settings().data["availableAZs"])
    checks.call("list_reserved_capacities", lambda: equal(
        one.list_reserved_capacities().data["reservedCapacities"], []))


def functions(checks: Checks, one: Any) -> None:
    def code() -> None:
        import requests

        found = one.get_function_code("old", "echo").data
        equal(found["checksum"], checksum(echo("one")))
        equal(requests.get(found["url"], timeout=10).content, echo("one"))

    def make(name: str, package: bytes) -> Any:
        path = f"{name}.zip"
        with open(path, "wb") as target:
            target.write(package)
        return one.create_function("old", name, "python3", "index.handler", codeZipFile=path, memorySize=128,
                                   timeout=10, environmentVariables={"VARIABLE": "v"})

    checks.call("create_function", lambda: equal(
        make("echo", echo("one")).data["codeChecksum"], checksum(echo("one"))))
    checks.call("create_function: one that fails", lambda: make("failing", failing()))
    checks.call("create_function: one for requests", lambda: make("open", web("open")))
    checks.call("get_function", lambda: equal(one.get_function("old", "echo").data["handler"], "index.handler"))
    checks.call("get_function_code", code)
    checks.call("update_function", lambda: equal(one.update_function("old", "echo", timeout=12).data["timeout"], 12))
    checks.call("list_functions", lambda: equal(
        [f["functionName"] for f in one.list_functions("old").data["functions"]], ["echo", "failing", "open"]))
    checks.call("publish_version", lambda: equal(one.publish_version("old", "first").data["versionId"], "1"))
    checks.call("publish_version: unchanged", lambda: refusal(
        lambda: one.publish_version("old"), "VersionPublishError", 400))
    checks.call("a change", lambda: make_code(one, "two"))
    checks.call("publish_version: a second one", lambda: equal(one.publish_version("old").data["versionId"], "2"))
    checks.call("list_versions", lambda: equal(
        [v["versionId"] for v in one.list_versions("old").data["versions"]], ["2", "1"]))
    checks.call("get_function of a version", lambda: equal(
        one.get_function("old", "echo", qualifier="1").data["codeChecksum"], checksum(echo("one"))))


def make_code(one: Any, marker: str) -> None:
    with open("echo.zip", "wb") as target:
        target.write(echo(marker))
    equal(one.update_function("old", "echo", codeZipFile="echo.zip").data["codeChecksum"], checksum(echo(marker)))


def aliases(checks: Checks, one: Any) -> None:
    def update() -> None:
        tag = one.get_alias("old", "prod").headers["etag"]
        changed = one.update_alias("old", "prod", "1", additionalVersionWeight={"2": 0.2}, headers={"if-match": tag})
        equal(changed.data["additionalVersionWeight"], {"2": 0.2})
        equal(changed.data["description"], "d")
        refusal(lambda: one.update_alias("old", "prod", "1", headers={"if-match": tag}), "PreconditionFailed", 412)

    def end() -> None:
        changed = one.update_alias("old", "prod", "2", additionalVersionWeight={}).data
        equal((changed["versionId"], changed["additionalVersionWeight"]), ("2", None))

    checks.call("create_alias", lambda: equal(
        one.create_alias("old", "prod", "1", description="d").data["additionalVersionWeight"], None))
    checks.call("create_alias: the primary among the additional", lambda: equal(
        one.create_alias("old", "same", "1", additionalVersionWeight={"1": 0.9}).data["versionId"], "1"))
    checks.call("get_alias", lambda: equal(one.get_alias("old", "prod").data["versionId"], "1"))
    checks.call("update_alias, If-Match", update)
    checks.call("update_alias: the end of a canary", end)
    checks.call("list_aliases", lambda: equal(
        [a["aliasName"] for a in one.list_aliases("old").data["aliases"]], ["prod", "same"]))


def calls(checks: Checks, one: Any) -> None:
    import fc2

    def call(qualifier: str | None, version: str, marker: str) -> None:
        import json

        reply = one.invoke_function("old", "echo", payload=b"e", qualifier=qualifier)
        equal(json.loads(reply.data)["marker"], marker)
        equal(reply.headers["x-fc-invocation-service-version"], version)

    def failure() -> None:
        try:
            one.invoke_function("old", "failing", payload=b"luck", headers={"x-fc-log-type": "Tail"})
        except fc2.FcError as error:
            equal(error.status_code, 200)
            assert "no luck" in str(error), str(error)
            return
        raise AssertionError("its failure was not told")

    def tail() -> None:
        reply = one.invoke_function("old", "echo", headers={"x-fc-log-type": "Tail"})
        assert "FC Invoke End" in base64.b64decode(reply.headers["x-fc-log-result"]).decode()

    checks.call("invoke_function: LATEST", lambda: call(None, "LATEST", "two"))
    checks.call("invoke_function: a version", lambda: call("1", "1", "one"))
    checks.call("invoke_function: an alias", lambda: call("prod", "2", "two"))
    checks.call("invoke_function: a failure", failure)
    checks.call("invoke_function: the log's tail", tail)
    checks.call("invoke_function: unknown alias", lambda: refusal(
        lambda: one.invoke_function("old", "echo", qualifier="no"), "AliasNotFound", 404))
    checks.call("list_instances", lambda: equal(
        {i["versionId"] for i in one.list_instances("old", "LATEST", "echo").data["instances"]}, {"0"}))


def triggers(checks: Checks, one: Any) -> None:
    rule = {"authType": "function", "methods": ["GET", "POST"]}

    def update() -> None:
        tag = one.get_trigger("old", "open", "web").headers["etag"]
        changed = one.update_trigger("old", "open", "web", triggerConfig=rule, headers={"if-match": tag})
        equal(changed.data["triggerConfig"]["methods"], ["GET", "POST"])

    def request(status: int) -> None:
        reply = one.do_http_request("POST", "old", "open", "/p q", params={"b": ["2", "1"], "a": "z"}, body=b"hello")
        equal(reply.status_code, status, reply.text)
        equal((reply.json()["path"], reply.json()["body"]), ("/p q", "hello"))

    checks.call("create_trigger: http", lambda: equal(one.create_trigger(
        "old", "open", "web", "http", {"authType": "function", "methods": ["GET"]}, "", "").data["triggerConfig"]
        ["authType"], "function"))
    checks.call("create_trigger: timer", lambda: one.create_trigger(
        "old", "echo", "tick", "timer", {"payload": "p", "cronExpression": "@every 60m", "enable": False}, "", "",
        qualifier="prod"))
    checks.call("get_trigger", lambda: equal(one.get_trigger("old", "echo", "tick").data["qualifier"], "prod"))
    checks.call("update_trigger, If-Match", update)
    checks.call("list_triggers", lambda: equal(len(one.list_triggers("old", "echo").data["triggers"]), 1))
    checks.call("do_http_request", lambda: request(200))
    checks.call("delete_trigger", lambda: [
        one.delete_trigger("old", "echo", "tick"), one.delete_trigger("old", "open", "web")])


def settings(checks: Checks, one: Any, zone: str) -> None:
    name = f"old.{zone}"
    routes = {"routes": [{"path": "/*", "serviceName": "old", "functionName": "open", "qualifier": "prod"}]}
    config = {"maxAsyncRetryAttempts": 1, "destinationConfig": {}}
    checks.call("create_custom_domain", lambda: one.create_custom_domain(name, "HTTP", routes))
    checks.call("update_custom_domain", lambda: one.update_custom_domain(name, routeConfig=routes))
    checks.call("get_custom_domain", lambda: equal(one.get_custom_domain(name).data["domainName"], name))
    checks.call("list_custom_domains", lambda: equal(len(one.list_custom_domains().data["customDomains"]), 1))
    checks.call("delete_custom_domain", lambda: one.delete_custom_domain(name))
    checks.call("put_on_demand_config", lambda: equal(
        one.put_on_demand_config("old", "prod", "echo", 3).data["maximumInstanceCount"], 3))
    checks.call("get_on_demand_config", lambda: equal(
        one.get_on_demand_config("old", "prod", "echo").data["resource"], "services/old.prod/functions/echo"))
    checks.call("list_on_demand_config", lambda: equal(len(one.list_on_demand_config().data["configs"]), 1))
    checks.call("delete_on_demand_config", lambda: one.delete_on_demand_config("old", "prod", "echo"))
    checks.call("put_provision_config", lambda: equal(
        one.put_provision_config("old", "prod", "echo", 1).data["target"], 1))
    checks.call("get_provision_config", lambda: equal(one.get_provision_config("old", "prod", "echo").data["target"], 1))
    checks.call("list_provision_configs", lambda: equal(
        len(one.list_provision_configs("old", "prod").data["provisionConfigs"]), 1))
    checks.call("put_provision_config: none", lambda: one.put_provision_config("old", "prod", "echo", 0))
    checks.call("put_function_async_invoke_config", lambda: equal(one.put_function_async_invoke_config(
        "old", "prod", "echo", config).data["maxAsyncRetryAttempts"], 1))
    checks.call("get_function_async_invoke_config", lambda: equal(
        one.get_function_async_invoke_config("old", "prod", "echo").data["qualifier"], "prod"))
    checks.call("list_function_async_invoke_configs", lambda: equal(
        len(one.list_function_async_invoke_configs("old", "echo").data["configs"]), 1))
    checks.call("delete_function_async_invoke_config", lambda: one.delete_function_async_invoke_config(
        "old", "prod", "echo"))


def end(checks: Checks, one: Any) -> None:
    checks.call("delete_service: it is not empty", lambda: refusal(
        lambda: one.delete_service("old"), "ServiceNotEmpty", 409))
    checks.call("delete_version: those of aliases, too", lambda: [
        one.delete_version("old", "1"), one.delete_version("old", "2")])
    checks.call("publish_version: numbers go on", lambda: equal(one.publish_version("old").data["versionId"], "3"))
    checks.call("delete_alias", lambda: [one.delete_alias("old", "prod"), one.delete_alias("old", "same")])
    checks.call("delete_version", lambda: one.delete_version("old", "3"))
    checks.call("delete_function", lambda: [one.delete_function("old", name) for name in ["echo", "failing", "open"]])
    checks.call("delete_service", lambda: one.delete_service("old"))


def main() -> int:
    given = arguments(__doc__).parse_args()
    checks, one = Checks(), classic_client(given)
    for part in [services, functions, aliases, calls, triggers]:
        part(checks, one)
    settings(checks, one, given.zone)
    end(checks, one)
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
