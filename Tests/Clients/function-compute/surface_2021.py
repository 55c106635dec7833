#!/usr/bin/env python3
"""Calls everything of the vendor's SDK of 2021-04-06 that the server promises, and checks the types of every answer.

The exit code is 1 when anything failed; the last line is a count. The server has fresh state.
"""

from __future__ import annotations

import sys
from typing import Any

from clients import arguments, equal, open_client, refusal, strict

from checks import Checks  # isort: skip
import surface_2021_calls
from alibabacloud_fc_open20210406 import models as m
from alibabacloud_tea_util.models import RuntimeOptions
from packages import checksum, echo, encoded

OPTIONS = RuntimeOptions()


def services(checks: Checks, one: Any) -> None:
    def create() -> None:
        made = strict(one.create_service(m.CreateServiceRequest(
            service_name="surface", description="first", internet_access=True, role="",
            log_config=m.LogConfig(project="p", logstore="l", enable_request_metrics=True, log_begin_rule="None"),
            nas_config=m.NASConfig(user_id=1, group_id=2, mount_points=[]),
            vpc_config=m.VPCConfig(vpc_id="v", v_switch_ids=["a"], security_group_id="s"),
            tracing_config=m.TracingConfig(type="Jaeger", params={"endpoint": "http://127.0.0.1"}))))
        equal((made.status_code, made.body.service_name, made.body.description), (200, "surface", "first"))
        equal(made.body.log_config.project, "p")
        equal(made.body.vpc_config.v_switch_ids, ["a"])
        assert made.body.service_id and made.headers["etag"] and made.headers["x-fc-request-id"]

    def update() -> None:
        tag = one.get_service("surface", m.GetServiceRequest()).headers["etag"]
        headers = m.UpdateServiceHeaders(if_match=tag)
        request = m.UpdateServiceRequest(description="second")
        changed = strict(one.update_service_with_options("surface", request, headers, OPTIONS))
        equal(changed.body.description, "second")
        assert changed.headers["etag"] != tag, "the tag stayed"
        refusal(lambda: one.update_service_with_options("surface", request, headers, OPTIONS),
                "PreconditionFailed", 412)

    def unset() -> None:
        made = strict(one.create_service(m.CreateServiceRequest(service_name="surface-unset")))
        equal((made.body.nas_config.user_id, made.body.nas_config.mount_points), (-1, []))
        equal((made.body.role, made.body.internet_access), ("", True))

    checks.call("create_service", create)
    checks.call("create_service: again", lambda: refusal(
        lambda: one.create_service(m.CreateServiceRequest(service_name="surface")), "ServiceAlreadyExists", 409))
    checks.call("create_service: with nothing but a name", unset)
    checks.call("get_service", lambda: equal(
        strict(one.get_service("surface", m.GetServiceRequest())).body.service_name, "surface"))
    checks.call("get_service: unknown", lambda: refusal(
        lambda: one.get_service("nobody", m.GetServiceRequest()), "ServiceNotFound", 404))
    checks.call("update_service, If-Match", update)
    checks.call("list_services", lambda: equal(
        [one_.service_name for one_ in strict(one.list_services(m.ListServicesRequest(prefix="surface-"))).body.services],
        ["surface-unset"]))
    checks.call("list_services: in parts", lambda: pages(one))
    checks.call("delete_service", lambda: equal(one.delete_service("surface-unset").status_code, 204))


def pages(one: Any) -> None:
    first = strict(one.list_services(m.ListServicesRequest(limit=1, prefix="surface")))
    equal((len(first.body.services), first.body.next_token), (1, "surface-unset"))
    rest = strict(one.list_services(m.ListServicesRequest(limit=1, next_token=first.body.next_token)))
    equal(([service.service_name for service in rest.body.services], rest.body.next_token), (["surface-unset"], None))


def functions(checks: Checks, one: Any) -> None:
    package = echo("one")

    def create(name: str = "echo") -> None:
        made = strict(one.create_function_with_options("surface", m.CreateFunctionRequest(
            function_name=name, runtime="python3", handler="index.handler", code=m.Code(zip_file=encoded(package)),
            description="says what it knows", memory_size=256, timeout=10, initialization_timeout=5,
            environment_variables={"VARIABLE": "é"}, instance_concurrency=1, instance_type="e1", disk_size=512,
            ca_port=9000, instance_lifecycle_config=m.InstanceLifecycleConfig(pre_stop=m.LifecycleHook(timeout=3))),
            m.CreateFunctionHeaders(x_fc_code_checksum=checksum(package)), OPTIONS))
        equal((made.body.code_checksum, made.body.code_size), (checksum(package), len(package)))
        equal((made.body.memory_size, made.body.environment_variables), (256, {"VARIABLE": "é"}))
        assert made.body.function_id and made.headers["etag"]

    def update() -> None:
        tag = one.get_function("surface", "echo", m.GetFunctionRequest()).headers["etag"]
        headers = m.UpdateFunctionHeaders(if_match=tag)
        request = m.UpdateFunctionRequest(timeout=12, instance_concurrency=2)
        changed = strict(one.update_function_with_options("surface", "echo", request, headers, OPTIONS))
        equal((changed.body.timeout, changed.body.instance_concurrency, changed.body.memory_size), (12, 2, 256))
        refusal(lambda: one.update_function_with_options("surface", "echo", request, headers, OPTIONS),
                "PreconditionFailed", 412)

    def code() -> None:
        import requests

        found = strict(one.get_function_code("surface", "echo", m.GetFunctionCodeRequest())).body
        equal(found.checksum, checksum(package))
        equal(requests.get(found.url, timeout=10).content, package, "the package")

    checks.call("create_function", create)
    checks.call("create_function: again", lambda: refusal(create, "FunctionAlreadyExists", 409))
    checks.call("create_function: another sum", lambda: refusal(lambda: one.create_function_with_options(
        "surface", m.CreateFunctionRequest(function_name="x", runtime="python3", handler="index.handler",
                                           code=m.Code(zip_file=encoded(package))),
        m.CreateFunctionHeaders(x_fc_code_checksum="1"), OPTIONS), "InvalidArgument", 400))
    checks.call("create_function: a second one", lambda: create("other"))
    checks.call("get_function", lambda: equal(
        strict(one.get_function("surface", "echo", m.GetFunctionRequest())).body.handler, "index.handler"))
    checks.call("get_function: unknown", lambda: refusal(
        lambda: one.get_function("surface", "no", m.GetFunctionRequest()), "FunctionNotFound", 404))
    checks.call("update_function, If-Match", update)
    checks.call("get_function_code", code)
    checks.call("list_functions", lambda: equal(
        [f.function_name for f in strict(one.list_functions("surface", m.ListFunctionsRequest(limit=5))).body.functions],
        ["echo", "other"]))
    checks.call("delete_function", lambda: equal(one.delete_function("surface", "other").status_code, 204))


def versions(checks: Checks, one: Any) -> None:
    def publish(description: str, number: str) -> None:
        tag = one.get_service("surface", m.GetServiceRequest()).headers["etag"]
        made = strict(one.publish_service_version_with_options(
            "surface", m.PublishServiceVersionRequest(description=description),
            m.PublishServiceVersionHeaders(if_match=tag), OPTIONS))
        equal((made.body.version_id, made.body.description), (number, description))

    def unchanged() -> None:
        refusal(lambda: one.publish_service_version("surface", m.PublishServiceVersionRequest()),
                "VersionPublishError", 400)
        headers = m.PublishServiceVersionHeaders(
            common_headers={"x-fc-ignore-version-publish-error": "true"})
        made = one.publish_service_version_with_options("surface", m.PublishServiceVersionRequest(), headers, OPTIONS)
        equal(made.body.version_id, "1")

    def listed(numbers: list[str], **query: Any) -> None:
        found = strict(one.list_service_versions("surface", m.ListServiceVersionsRequest(**query))).body
        equal([version.version_id for version in found.versions], numbers)

    def described() -> None:
        found = strict(one.get_service("surface", m.GetServiceRequest(qualifier="1"))).body
        equal(found.description, "of one", "the description of version 1")

    checks.call("list_service_versions: none", lambda: listed([]))
    checks.call("publish_service_version, If-Match", lambda: publish("of one", "1"))
    checks.call("publish_service_version: unchanged", unchanged)
    checks.call("get_service of a version", described)
    checks.call("get_function of a version", lambda: equal(
        strict(one.get_function("surface", "echo", m.GetFunctionRequest(qualifier="1"))).body.timeout, 12))
    checks.call("a change", lambda: one.update_function("surface", "echo", m.UpdateFunctionRequest(
        code=m.Code(zip_file=encoded(echo("two"))))))
    checks.call("publish_service_version: a second one", lambda: publish("of two", "2"))
    checks.call("list_service_versions: newest first", lambda: listed(["2", "1"]))
    checks.call("list_service_versions: forward", lambda: listed(["1", "2"], direction="FORWARD", limit=5))
    checks.call("list_service_versions: from a key", lambda: listed(["1"], start_key="1"))
    checks.call("delete_service_version: LATEST", lambda: refusal(
        lambda: one.delete_service_version("surface", "LATEST"), "InvalidArgument", 400))
    checks.call("delete_service_version: unknown", lambda: refusal(
        lambda: one.delete_service_version("surface", "77"), "VersionNotFound", 404))


def aliases(checks: Checks, one: Any) -> None:
    def create() -> None:
        made = strict(one.create_alias("surface", m.CreateAliasRequest(
            alias_name="prod", version_id="1", additional_version_weight={"2": 0.05}, description="d")))
        equal((made.body.version_id, made.body.additional_version_weight), ("1", {"2": 0.05}))
        equal(made.body.resolve_policy, "Random")

    def update() -> None:
        tag = one.get_alias("surface", "prod").headers["etag"]
        policy = m.RoutePolicy(condition="AND", policy_items=[
            m.PolicyItem(type="Header", key="x-who", operator="=", value="me")])
        changed = strict(one.update_alias_with_options(
            "surface", "prod", m.UpdateAliasRequest(resolve_policy="Content", route_policy=policy),
            m.UpdateAliasHeaders(if_match=tag), OPTIONS))
        equal(changed.body.route_policy.policy_items[0].value, "me")
        equal(changed.body.additional_version_weight, {"2": 0.05}, "the weight")
        refusal(lambda: one.update_alias_with_options(
            "surface", "prod", m.UpdateAliasRequest(description="x"), m.UpdateAliasHeaders(if_match=tag), OPTIONS),
            "PreconditionFailed", 412)

    def end() -> None:
        changed = strict(one.update_alias("surface", "prod", m.UpdateAliasRequest(
            version_id="2", additional_version_weight={}, resolve_policy="Random")))
        equal((changed.body.version_id, changed.body.additional_version_weight), ("2", None))
        equal(changed.body.route_policy.policy_items[0].value, "me", "what was left out stays")

    checks.call("create_alias", create)
    checks.call("create_alias: again", lambda: refusal(create, "AliasAlreadyExists", 409))
    checks.call("create_alias: the primary among the additional", lambda: refusal(
        lambda: one.create_alias("surface", m.CreateAliasRequest(
            alias_name="x", version_id="1", additional_version_weight={"1": 0.1})),
        "AdditionalVersionContainsMajorVersion", 400))
    checks.call("get_alias", lambda: equal(strict(one.get_alias("surface", "prod")).body.description, "d"))
    checks.call("update_alias, If-Match", update)
    checks.call("update_alias: the end of a canary", end)
    checks.call("list_aliases", lambda: equal(
        [a.alias_name for a in strict(one.list_aliases("surface", m.ListAliasesRequest(prefix="p"))).body.aliases],
        ["prod"]))


def main() -> int:
    given = arguments(__doc__).parse_args()
    checks, one = Checks(), open_client(given)
    for part in [services, functions, versions, aliases]:
        part(checks, one)
    surface_2021_calls.check(checks, one, given)
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
