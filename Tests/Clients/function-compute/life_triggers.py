"""HTTP triggers and custom domains of the service whose life is told: at the gateway, and through the API."""

from __future__ import annotations

import argparse
import json
from typing import Any

import requests
from alibabacloud_fc_open20210406 import models as m
from checks import Checks, needed
from clients import equal
from traffic_calls import presigned, send, send_signed

INNER = ("x-fc-request-id", "x-gw-trigger", "x-gw-account")


def check(checks: Checks, given: argparse.Namespace, one: Any, old: Any) -> None:
    """`prod` leads to version 1, and LATEST is `three`."""
    opened(checks, given, one)
    guarded(checks, given, one, old)
    domain(checks, given, one)
    for name in ["open", "guarded"]:
        checks.call(f"the trigger {name} goes", lambda: one.delete_trigger("shop", "page", name))


def trigger(one: Any, name: str, kind: str, qualifier: str, methods: list[str]) -> str:
    """Makes an HTTP trigger; returns its host."""
    made = one.create_trigger("shop", "page", m.CreateTriggerRequest(
        trigger_name=name, trigger_type="http", qualifier=qualifier,
        trigger_config=json.dumps({"authType": kind, "methods": methods}))).body
    assert made.url_internet == f"http://{made.domain_name}:{made.url_internet.rsplit(':', 1)[1]}", made.url_internet
    return made.domain_name


def marker(reply: requests.Response, wanted: str) -> dict[str, Any]:
    equal(reply.status_code, 200, reply.text)
    equal((reply.headers["x-marker"], reply.json()["marker"]), (wanted, wanted))
    return reply.json()


def refused(reply: requests.Response, status: int, code: str) -> None:
    equal((reply.status_code, reply.json()["ErrorCode"]), (status, code), reply.text)


def opened(checks: Checks, given: argparse.Namespace, one: Any) -> None:
    host = checks.call("a trigger for anybody, through prod", lambda: trigger(
        one, "open", "anonymous", "prod", ["GET", "POST"]))

    def get() -> None:
        body = marker(send(given, needed(host, "host"), "/a%20b/c?d=e&d=f"), "one")
        equal((body["method"], body["path"], body["query"]), ("GET", "/a b/c", "d=e&d=f"))

    def post() -> None:
        body = marker(send(given, needed(host, "host"), "/", "POST", data=b"hello"), "one")
        equal((body["method"], body["body"]), ("POST", "hello"))

    checks.call("it is called at its host", get)
    checks.call("with a body", post)
    checks.call("by no other method", lambda: refused(
        send(given, needed(host, "host"), "/", "DELETE"), 400, "PathNotSupported"))
    checks.call("and through the API, where its qualifier is named", lambda: marker(requests.get(
        f"http://{given.endpoint}/2016-08-15/proxy/shop.prod/page/x", timeout=30), "one"))
    checks.call("where it is no page of the server's: a browser runs nothing of it there, and keeps no cookie", lambda: [
        equal({name: reply.headers.get(name) for name in (
            "content-security-policy", "x-content-type-options", "set-cookie", "clear-site-data")}, {
            "content-security-policy": "sandbox", "x-content-type-options": "nosniff", "set-cookie": None,
            "clear-site-data": None})
        for reply in [requests.get(f"http://{given.endpoint}/2016-08-15/proxy/shop.prod/page/x", timeout=30)]])
    checks.call("no function sees whose session a browser has at the pages", lambda: equal(marker(requests.get(
        f"http://{given.endpoint}/2016-08-15/proxy/shop.prod/page/x", timeout=30,
        headers={"Cookie": "a=1; __Host-sluice-session=s3cret; b=2"}), "one")["cookie"], "a=1; b=2"))
    checks.call("where another is, there is none", lambda: refused(requests.get(
        f"http://{given.endpoint}/2016-08-15/proxy/shop/page/x", timeout=30), 404, "TriggerNotFound"))
    checks.call("prod moves, and the trigger with it", lambda: [
        one.update_alias("shop", "prod", m.UpdateAliasRequest(version_id="2")),
        marker(send(given, needed(host, "host"), "/"), "two"),
        one.update_alias("shop", "prod", m.UpdateAliasRequest(version_id="1")),
        marker(send(given, needed(host, "host"), "/"), "one")])


def guarded(checks: Checks, given: argparse.Namespace, one: Any, old: Any) -> None:
    host = checks.call("a trigger for who signs, of LATEST", lambda: trigger(
        one, "guarded", "function", "", ["GET"]))
    checks.call("nobody is let in without", lambda: refused(
        send(given, needed(host, "host"), "/x"), 400, "MissingRequiredHeader"))
    checks.call("who signs is", lambda: marker(send_signed(given, one, needed(host, "host"), "/x%20y?b=1&a=2"), "three"))
    checks.call("also through the API", lambda: marker(old.do_http_request("GET", "shop", "page", "/p"), "three"))
    checks.call("a signed address is enough", lambda: marker(
        send(given, needed(host, "host"), presigned(given, "/signed")), "three"))
    checks.call("for another path it is not", lambda: refused(send(
        given, needed(host, "host"), presigned(given, "/signed").replace("/signed", "/other")), 403,
        "SignatureNotMatch"))
    checks.call("nor when its time is over", lambda: refused(
        send(given, needed(host, "host"), presigned(given, "/signed", -5)), 403, "AccessDenied"))
    checks.call("nor by another secret", lambda: refused(
        send(given, needed(host, "host"), presigned(given, "/signed", secret="wrong")), 403, "SignatureNotMatch"))


def domain(checks: Checks, given: argparse.Namespace, one: Any) -> None:
    name = f"www.{given.zone}"
    routes = [
        m.PathConfig(path="/*", service_name="shop", function_name="page", qualifier="prod"),
        m.PathConfig(path="/next/*", service_name="shop", function_name="page", qualifier="", methods=["GET"],
                     rewrite_config=m.RewriteConfig(
                         equal_rules=[m.RewriteConfigEqualRules(match="/next/home", replacement="/index")],
                         wildcard_rules=[m.RewriteConfigWildcardRules(match="/next/*", replacement="/$1")])),
    ]

    def path(asked: str, wanted: str, seen: str) -> None:
        equal(marker(send(given, name, asked), wanted)["path"], seen)

    checks.call("a domain of its own", lambda: one.create_custom_domain(m.CreateCustomDomainRequest(
        domain_name=name, protocol="HTTP", route_config=m.RouteConfig(routes=routes))))
    checks.call("leads to prod", lambda: path("/a/b", "one", "/a/b"))
    checks.call("where nothing else fits better", lambda: refused(send(given, name, "/next/a"), 400, "MissingRequiredHeader"))
    checks.call("the guarded trigger goes, and is made for anybody", lambda: [
        one.update_trigger("shop", "page", "guarded", m.UpdateTriggerRequest(
            trigger_config=json.dumps({"authType": "anonymous", "methods": ["GET"]})))])
    checks.call("the longest path fits best, and is rewritten", lambda: path("/next/a/b", "three", "/a/b"))
    checks.call("an equal rule before any other", lambda: path("/next/home", "three", "/index"))
    checks.call("the domain goes", lambda: one.delete_custom_domain(name))
    checks.call("and leads nowhere", lambda: equal(send(given, name, "/").status_code, 404))
