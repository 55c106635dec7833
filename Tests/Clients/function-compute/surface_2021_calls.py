"""Calls of functions, and what belongs to no version, by the SDK of 2021-04-06."""

from __future__ import annotations

import argparse
import base64
import json
from typing import Any

import surface_2021_async
from alibabacloud_fc_open20210406 import models as m
from alibabacloud_tea_util.models import RuntimeOptions
from checks import Checks
from clients import equal, refusal, strict
from packages import encoded, failing, web

OPTIONS = RuntimeOptions(read_timeout=30_000)
ANYBODY = json.dumps({"authType": "anonymous", "methods": ["GET", "POST"]})
SIGNED = json.dumps({"authType": "function", "methods": ["GET"]})


def check(checks: Checks, one: Any, given: argparse.Namespace) -> None:
    invocations(checks, one)
    surface_2021_async.check(checks, one)
    triggers(checks, one, given)
    domains(checks, one, given)
    scaling(checks, one)
    asynchronous(checks, one)
    tags(checks, one)
    account(checks, one)
    refused(checks, one)
    end(checks, one)


def invoke(one: Any, event: str, qualifier: str | None = None, function: str = "echo", **headers: str) -> Any:
    return one.invoke_function_with_options(
        "surface", function, m.InvokeFunctionRequest(body=event.encode(), qualifier=qualifier),
        m.InvokeFunctionHeaders(**headers), OPTIONS)


def invocations(checks: Checks, one: Any) -> None:
    def call(qualifier: str | None, marker: str, version: str) -> None:
        reply = invoke(one, "é", qualifier)
        body = json.loads(reply.body)
        equal((body["marker"], body["event"], body["variable"]), (marker, "é", "é"))
        equal(reply.headers["x-fc-invocation-service-version"], version)
        equal(body["qualifier"], qualifier or "LATEST")
        equal(body["version"], "" if version == "LATEST" else version)
        for name in ["x-fc-request-id", "x-fc-instance-id", "x-fc-invocation-duration", "x-fc-max-memory-usage",
                     "x-fc-code-checksum"]:
            assert reply.headers.get(name), f"{name} is missing"

    def tail() -> None:
        reply = invoke(one, "luck", function="failing", x_fc_log_type="Tail")
        equal((reply.status_code, reply.headers["x-fc-error-type"]), (200, "UnhandledInvocationError"))
        failure = json.loads(reply.body)
        equal((failure["errorMessage"], failure["errorType"]), ("no luck", "ValueError"))
        log = base64.b64decode(reply.headers["x-fc-log-result"]).decode()
        for text in ["FC Invoke Start RequestId: ", "about to fail", "FC Invoke End RequestId: ", "Billed Duration"]:
            assert text in log, f"{text!r} is not in {log!r}"

    def instances() -> None:
        found = strict(one.list_instances("surface", "echo", m.ListInstancesRequest(qualifier="1"))).body.instances
        assert found and {instance.version_id for instance in found} == {"1"}, f"{found}"

    checks.call("invoke_function: LATEST", lambda: call(None, "two", "LATEST"))
    checks.call("invoke_function: a version", lambda: call("1", "one", "1"))
    checks.call("invoke_function: an alias", lambda: call("prod", "two", "2"))
    checks.call("invoke_function: unknown alias", lambda: refusal(lambda: invoke(one, "", "no"), "AliasNotFound", 404))
    checks.call("invoke_function: unknown version", lambda: refusal(
        lambda: invoke(one, "", "9"), "VersionNotFound", 404))
    checks.call("invoke_function: unknown function", lambda: refusal(
        lambda: invoke(one, "", function="no"), "FunctionNotFound", 404))
    checks.call("invoke_function: a wrong log type", lambda: refusal(
        lambda: invoke(one, "", x_fc_log_type="Invalid"), "InvalidArgument", 400))
    checks.call("a function that fails", lambda: one.create_function("surface", m.CreateFunctionRequest(
        function_name="failing", runtime="python3", handler="index.handler", code=m.Code(zip_file=encoded(failing())))))
    checks.call("invoke_function: its failure, with the log's tail", tail)
    checks.call("list_instances", instances)


def triggers(checks: Checks, one: Any, given: argparse.Namespace) -> None:
    def create(name: str, kind: str, configuration: str, qualifier: str | None = None, function: str = "echo") -> Any:
        made = strict(one.create_trigger("surface", function, m.CreateTriggerRequest(
            trigger_name=name, trigger_type=kind, trigger_config=configuration, qualifier=qualifier,
            source_arn="acs:oss:local:1:bucket", invocation_role="", description="d"))).body
        equal((made.trigger_name, made.trigger_type, made.qualifier), (name, kind, qualifier or ""))
        equal(json.loads(made.trigger_config), json.loads(configuration), "the configuration")
        return made

    def update() -> None:
        tag = one.get_trigger("surface", "echo", "bucket").headers["etag"]
        request = m.UpdateTriggerRequest(qualifier="prod", description="e")
        headers = m.UpdateTriggerHeaders(if_match=tag)
        changed = strict(one.update_trigger_with_options("surface", "echo", "bucket", request, headers, OPTIONS)).body
        equal((changed.qualifier, changed.description), ("prod", "e"))
        refusal(lambda: one.update_trigger_with_options("surface", "echo", "bucket", request, headers, OPTIONS),
                "PreconditionFailed", 412)

    checks.call("create_trigger: oss", lambda: create(
        "bucket", "oss", json.dumps({"events": ["oss:ObjectCreated:*"], "filter": {"key": {"prefix": "a"}}}), "1"))
    checks.call("create_trigger: timer", lambda: create(
        "timer", "timer", json.dumps({"payload": "p", "cronExpression": "@every 60m", "enable": False})))
    checks.call("get_trigger", lambda: equal(
        strict(one.get_trigger("surface", "echo", "timer")).body.trigger_type, "timer"))
    checks.call("get_trigger: unknown", lambda: refusal(
        lambda: one.get_trigger("surface", "echo", "no"), "TriggerNotFound", 404))
    checks.call("update_trigger, If-Match", update)
    checks.call("list_triggers", lambda: equal(
        [t.trigger_name for t in strict(one.list_triggers("surface", "echo", m.ListTriggersRequest())).body.triggers],
        ["bucket", "timer"]))
    checks.call("delete_function: it has triggers", lambda: refusal(
        lambda: one.delete_function("surface", "echo"), "FunctionNotEmpty", 409))
    checks.call("delete_trigger", lambda: equal(one.delete_trigger("surface", "echo", "bucket").status_code, 204))
    for name, package in [("open", web("open")), ("guarded", web("guarded"))]:
        checks.call(f"a function for requests: {name}", lambda: one.create_function("surface", m.CreateFunctionRequest(
            function_name=name, runtime="python3", handler="index.handler", code=m.Code(zip_file=encoded(package)))))
    checks.call("create_trigger: http, anonymous", lambda: create("web", "http", ANYBODY, function="open"))
    checks.call("create_trigger: http, signed", lambda: create("web", "http", SIGNED, function="guarded"))

    def proxied(function: str, signs: bool, status: int) -> None:
        address = f"http://{given.endpoint}/2021-04-06/proxy/surface/{function}/a%20b?c=d"
        send = one.invoke_httptrigger if signs else one.invoke_anonymous_httptrigger
        reply = send(address, "GET", b"", {})
        equal(reply.status_code, status, reply.text)
        if status == 200:
            equal((reply.json()["path"], reply.json()["query"]), ("/a b", "c=d"))

    checks.call("invoke_anonymous_httptrigger", lambda: proxied("open", False, 200))
    checks.call("invoke_httptrigger: anonymous", lambda: proxied("open", True, 200))
    checks.call("invoke_httptrigger: signed", lambda: proxied("guarded", True, 200))
    checks.call("invoke_anonymous_httptrigger: refused", lambda: proxied("guarded", False, 400))


def domains(checks: Checks, one: Any, given: argparse.Namespace) -> None:
    name = f"api.{given.zone}"
    route = m.PathConfig(path="/a/*", service_name="surface", function_name="open", qualifier="", methods=["GET"])

    def create() -> None:
        made = strict(one.create_custom_domain(m.CreateCustomDomainRequest(
            domain_name=name, protocol="HTTP", route_config=m.RouteConfig(routes=[route])))).body
        equal((made.domain_name, made.protocol, made.route_config.routes[0].path), (name, "HTTP", "/a/*"))
        assert made.account_id and made.created_time

    def update() -> None:
        rewriting = m.RewriteConfig(wildcard_rules=[m.RewriteConfigWildcardRules(match="/b/*", replacement="/c/$1")])
        other = m.PathConfig(path="/b/*", service_name="surface", function_name="open", rewrite_config=rewriting)
        changed = strict(one.update_custom_domain(name, m.UpdateCustomDomainRequest(
            route_config=m.RouteConfig(routes=[route, other])))).body
        equal(changed.route_config.routes[1].rewrite_config.wildcard_rules[0].replacement, "/c/$1")

    checks.call("create_custom_domain", create)
    checks.call("create_custom_domain: again", lambda: refusal(create, "DomainNameAlreadyExists", 409))
    checks.call("create_custom_domain: foreign", lambda: refusal(
        lambda: one.create_custom_domain(m.CreateCustomDomainRequest(
            domain_name="elsewhere.invalid", protocol="HTTP", route_config=m.RouteConfig(routes=[route]))),
        "DomainNameNotResolved", 400))
    checks.call("update_custom_domain", update)
    checks.call("get_custom_domain", lambda: equal(strict(one.get_custom_domain(name)).body.domain_name, name))
    checks.call("get_custom_domain: unknown", lambda: refusal(
        lambda: one.get_custom_domain(f"no.{given.zone}"), "DomainNameNotFound", 404))
    checks.call("list_custom_domains", lambda: equal(
        [d.domain_name for d in
         strict(one.list_custom_domains(m.ListCustomDomainsRequest(prefix="api"))).body.custom_domains], [name]))
    checks.call("delete_custom_domain", lambda: equal(one.delete_custom_domain(name).status_code, 204))


def scaling(checks: Checks, one: Any) -> None:
    latest = m.GetProvisionConfigRequest(qualifier="prod")

    def provide() -> None:
        made = strict(one.put_provision_config("surface", "echo", m.PutProvisionConfigRequest(
            qualifier="prod", target=1, always_allocate_cpu=True, scheduled_actions=[],
            target_tracking_policies=[]))).body
        equal((made.target, made.resource.split("#")[1:]), (1, ["surface", "prod", "echo"]))

    def limit() -> None:
        made = strict(one.put_function_on_demand_config("surface", "echo", m.PutFunctionOnDemandConfigRequest(
            qualifier="prod", maximum_instance_count=3))).body
        equal((made.resource, made.maximum_instance_count), ("services/surface.prod/functions/echo", 3))

    demand = m.GetFunctionOnDemandConfigRequest(qualifier="prod")
    checks.call("put_provision_config", provide)
    checks.call("put_provision_config: of a version", lambda: refusal(
        lambda: one.put_provision_config("surface", "echo", m.PutProvisionConfigRequest(qualifier="1", target=1)),
        "InvalidArgument", 400))
    checks.call("get_provision_config", lambda: equal(
        strict(one.get_provision_config("surface", "echo", latest)).body.target, 1))
    checks.call("list_provision_configs", lambda: equal(len(strict(one.list_provision_configs(
        m.ListProvisionConfigsRequest(service_name="surface", qualifier="prod"))).body.provision_configs), 1))
    checks.call("put_provision_config: none", lambda: one.put_provision_config(
        "surface", "echo", m.PutProvisionConfigRequest(qualifier="prod", target=0)))
    checks.call("get_provision_config: none", lambda: refusal(
        lambda: one.get_provision_config("surface", "echo", latest), "ProvisionConfigNotFound", 404))
    checks.call("put_function_on_demand_config", limit)
    checks.call("get_function_on_demand_config", lambda: equal(
        strict(one.get_function_on_demand_config("surface", "echo", demand)).body.maximum_instance_count, 3))
    checks.call("list_on_demand_configs", lambda: equal(len(strict(one.list_on_demand_configs(
        m.ListOnDemandConfigsRequest(prefix="services/surface"))).body.configs), 1))
    checks.call("delete_function_on_demand_config", lambda: equal(one.delete_function_on_demand_config(
        "surface", "echo", m.DeleteFunctionOnDemandConfigRequest(qualifier="prod")).status_code, 204))
    checks.call("get_function_on_demand_config: none", lambda: refusal(
        lambda: one.get_function_on_demand_config("surface", "echo", demand), "OnDemandConfigNotFound", 404))


def asynchronous(checks: Checks, one: Any) -> None:
    def put() -> None:
        made = strict(one.put_function_async_invoke_config("surface", "echo", m.PutFunctionAsyncInvokeConfigRequest(
            qualifier="prod", max_async_retry_attempts=1, max_async_event_age_in_seconds=60, stateful_invocation=True,
            destination_config=m.DestinationConfig(
                on_failure=m.Destination(destination="acs:fc:local:1:services/surface.LATEST/functions/open"))))).body
        equal((made.service, made.function, made.qualifier, made.max_async_retry_attempts),
              ("surface", "echo", "prod", 1))
        equal(made.stateful_invocation, True)

    asked = m.GetFunctionAsyncInvokeConfigRequest(qualifier="prod")
    checks.call("put_function_async_invoke_config", put)
    checks.call("get_function_async_invoke_config", lambda: equal(
        strict(one.get_function_async_invoke_config("surface", "echo", asked)).body.max_async_event_age_in_seconds, 60))
    checks.call("list_function_async_invoke_configs", lambda: equal(len(strict(one.list_function_async_invoke_configs(
        "surface", "echo", m.ListFunctionAsyncInvokeConfigsRequest())).body.configs), 1))
    checks.call("delete_function_async_invoke_config", lambda: equal(one.delete_function_async_invoke_config(
        "surface", "echo", m.DeleteFunctionAsyncInvokeConfigRequest(qualifier="prod")).status_code, 204))
    checks.call("get_function_async_invoke_config: none", lambda: refusal(
        lambda: one.get_function_async_invoke_config("surface", "echo", asked), "AsyncConfigNotExists", 404))


def tags(checks: Checks, one: Any) -> None:
    resource = "acs:fc:local:1:services/surface"

    def read(wanted: dict[str, str]) -> None:
        equal(strict(one.get_resource_tags(m.GetResourceTagsRequest(resource_arn=resource))).body.tags, wanted)

    checks.call("tag_resource", lambda: one.tag_resource(
        m.TagResourceRequest(resource_arn=resource, tags={"team": "a", "stage": "b"})))
    checks.call("get_resource_tags", lambda: read({"team": "a", "stage": "b"}))
    checks.call("list_tagged_resources", lambda: equal(
        len(strict(one.list_tagged_resources(m.ListTaggedResourcesRequest())).body.resources), 1))
    checks.call("untag_resource", lambda: one.untag_resource(
        m.UntagResourceRequest(resource_arn=resource, tag_keys=["team"])))
    checks.call("get_resource_tags: what stayed", lambda: read({"stage": "b"}))
    checks.call("untag_resource: all", lambda: one.untag_resource(
        m.UntagResourceRequest(resource_arn=resource, all=True, tag_keys=[])))
    checks.call("get_resource_tags: none", lambda: read({}))


def account(checks: Checks, one: Any) -> None:
    checks.call("get_account_settings", lambda: equal(
        strict(one.get_account_settings()).body.available_azs, ["local"]))
    checks.call("list_vpc_bindings", lambda: equal(strict(one.list_vpc_bindings("surface")).body.vpc_ids, []))
    checks.call("list_reserved_capacities", lambda: equal(
        strict(one.list_reserved_capacities(m.ListReservedCapacitiesRequest())).body.reserved_capacities, []))
    checks.call("list_layers", lambda: equal(strict(one.list_layers(m.ListLayersRequest())).body.layers, []))
    checks.call("list_event_sources", lambda: equal(
        strict(one.list_event_sources("surface", "echo", m.ListEventSourcesRequest())).body.event_sources, []))


def refused(checks: Checks, one: Any) -> None:
    calls = {
        "create_layer_version": lambda: one.create_layer_version("l", m.CreateLayerVersionRequest(description="d")),
        "list_layer_versions": lambda: one.list_layer_versions("l", m.ListLayerVersionsRequest(start_version=1)),
        "get_layer_version": lambda: one.get_layer_version("l", "1"),
        "delete_layer_version": lambda: one.delete_layer_version("l", "1"),
        "put_layer_acl": lambda: one.put_layer_acl("l", m.PutLayerACLRequest(public=True)),
        "create_vpc_binding": lambda: one.create_vpc_binding("surface", m.CreateVpcBindingRequest(vpc_id="v")),
        "delete_vpc_binding": lambda: one.delete_vpc_binding("surface", "v"),
        "register_event_source": lambda: one.register_event_source(
            "surface", "echo", m.RegisterEventSourceRequest(source_arn="a")),
        "deregister_event_source": lambda: one.deregister_event_source(
            "surface", "echo", "a", m.DeregisterEventSourceRequest()),
        "claim_gpuinstance": lambda: one.claim_gpuinstance(m.ClaimGPUInstanceRequest(instance_type="t")),
        "release_gpuinstance": lambda: one.release_gpuinstance("i"),
    }
    for name, call in calls.items():
        checks.call(f"{name}: refused", lambda: refusal(call, "InvalidArgument", 400))


def end(checks: Checks, one: Any) -> None:
    def delete_version() -> None:
        reply = one.delete_service_version("surface", "2")
        equal(reply.status_code, 204)
        assert "prod" in reply.headers["x-fc-warning"], reply.headers

    checks.call("delete_service: it is not empty", lambda: refusal(
        lambda: one.delete_service("surface"), "ServiceNotEmpty", 409))
    checks.call("delete_service_version: referred to", delete_version)
    checks.call("invoke_function: the version is gone", lambda: refusal(
        lambda: invoke(one, "", "prod"), "VersionNotFound", 404))
    checks.call("get_alias: still there", lambda: equal(strict(one.get_alias("surface", "prod")).body.version_id, "2"))
    checks.call("delete_alias: as it is no more", lambda: refusal(lambda: one.delete_alias_with_options(
        "surface", "prod", m.DeleteAliasHeaders(if_match="stale"), RuntimeOptions()), "PreconditionFailed", 412))
    checks.call("delete_alias", lambda: equal(one.delete_alias("surface", "prod").status_code, 204))
    checks.call("get_alias: gone", lambda: refusal(lambda: one.get_alias("surface", "prod"), "AliasNotFound", 404))
    checks.call("delete_service_version", lambda: equal(one.delete_service_version("surface", "1").status_code, 204))
    for function, trigger in [("echo", "timer"), ("open", "web"), ("guarded", "web"), ("failing", None)]:
        if trigger:
            checks.call(f"delete_trigger: {function}", lambda: one.delete_trigger("surface", function, trigger))
        checks.call(f"delete_function: {function}", lambda: one.delete_function("surface", function))
    checks.call("delete_service", lambda: equal(one.delete_service("surface").status_code, 204))
