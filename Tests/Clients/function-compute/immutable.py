#!/usr/bin/env python3
"""Tries to change a published version through every API of the server, and reads it back after each attempt.

The exit code is 1 when anything failed; the last line is a count. The server has fresh state.
"""

from __future__ import annotations

import sys
from typing import Any

import requests
from clients import arguments, classic_client, equal, open_client, refusal

from checks import Checks  # isort: skip
from alibabacloud_fc_open20210406 import models as m
from packages import echo, encoded
from reading import state

TIMEOUT_SECONDS = 30
# What no API answers where it changes nothing.
DONE = range(200, 300)


def begin(one: Any, old: Any) -> dict[str, Any]:
    one.create_service(m.CreateServiceRequest(service_name="shop", description="sells"))
    one.create_function("shop", m.CreateFunctionRequest(
        function_name="pay", runtime="python3", handler="index.handler", timeout=10,
        environment_variables={"VARIABLE": "one"}, code=m.Code(zip_file=encoded(echo("one")))))
    old.publish_version("shop", "first")
    one.update_function("shop", "pay", m.UpdateFunctionRequest(code=m.Code(zip_file=encoded(echo("two")))))
    old.publish_version("shop", "second")
    old.create_alias("shop", "prod", "1")
    return state(old, "1")


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--token", required=True, help="a token that may do everything")
    given = parser.parse_args()
    checks, one, old = Checks(), open_client(given), classic_client(given)
    first = checks.call("a service with two versions", lambda: begin(one, old))

    def send(method: str, path: str, body: Any = None) -> requests.Response:
        return requests.request(method, f"http://{given.endpoint}{path}", json=body, timeout=TIMEOUT_SECONDS,
                                headers={"Authorization": f"Bearer {given.token}"})

    def unchanged() -> None:
        equal(state(old, "1"), first, "version 1")

    def refused(name: str, method: str, path: str, body: Any = None) -> None:
        def attempt() -> None:
            reply = send(method, path, body)
            assert reply.status_code not in DONE, f"{reply.status_code}: {reply.text}"
            unchanged()

        checks.call(f"{name}: {method} {path}", attempt)

    def tried(name: str, method: str, path: str, body: Any) -> None:
        checks.call(f"{name}: {method} {path}", lambda: [send(method, path, body), unchanged()])

    def allowed(name: str, method: str, path: str, body: Any = None) -> None:
        def change() -> None:
            reply = send(method, path, body)
            assert reply.status_code in DONE, f"{reply.status_code}: {reply.text}"
            unchanged()

        checks.call(f"{name}: {method} {path}", change)

    for prefix in ["/2016-08-15/services/shop.1", "/2021-04-06/services/shop.1"]:
        refused("Function Compute", "PUT", prefix, {"description": "x"})
        refused("Function Compute", "DELETE", prefix)
        refused("Function Compute", "POST", f"{prefix}/functions", {
            "functionName": "more", "runtime": "python3", "handler": "i.h", "code": {"zipFile": encoded(echo("x"))}})
        refused("Function Compute", "PUT", f"{prefix}/functions/pay", {"timeout": 3})
        refused("Function Compute", "PUT", f"{prefix}/functions/pay", {"code": {"zipFile": encoded(echo("x"))}})
        refused("Function Compute", "DELETE", f"{prefix}/functions/pay")
        refused("Function Compute", "PUT", f"{prefix}/functions/pay/code", {"zipFile": encoded(echo("x"))})
        refused("Function Compute", "PUT", prefix.replace("shop.1", "shop/versions/1"), {"description": "x"})
        refused("Function Compute", "PUT", f"{prefix}/functions/pay/provision-config", {"target": 1})
        refused("Function Compute", "DELETE", prefix.replace("shop.1", "shop/versions/LATEST"))

    native = "/api/v1/services/shop"
    for method in ["PUT", "PATCH", "POST"]:
        refused("native", method, f"{native}/versions/1", {"message": "x"})
    for method in ["PUT", "PATCH", "POST", "DELETE"]:
        refused("native", method, f"{native}/versions/1/files/code.zip", {})
    refused("native", "POST", f"{native}/versions", {})
    refused("native, as prod leads to it", "DELETE", f"{native}/versions/1")
    for body in [{"version": 1}, {"number": 1}, {"message": 1}]:
        refused("native, of another number", "POST", f"{native}/draft/publish", body)
    for path in ["versions/1/draft", "versions/1/draft/publish", "versions/1/publish", "draft/publish/1"]:
        refused("native", "POST", f"{native}/{path}", {})
    refused("native, which has all it has", "POST", f"{native}/draft/publish", {"message": "x"})
    for method in ["PUT", "PATCH", "POST", "DELETE"]:
        refused("native", method, f"{native}/draft", {})
    for path in ["assets", "deployments/1", "secrets", "rollback"]:
        refused("native", "PUT", f"{native}/{path}", {})

    vendor = f"/client/v4/accounts/{given.account}/workers"
    for method, path in [
        ("PUT", "scripts/shop"), ("DELETE", "scripts/shop"), ("PATCH", "scripts/shop/settings"),
        ("PUT", "scripts/shop/content"), ("POST", "scripts/shop/versions"), ("POST", "scripts/shop/deployments"),
        ("PUT", "scripts/shop/secrets"), ("DELETE", "workers/shop"), ("DELETE", "workers/shop/versions/1"),
    ]:
        refused("Cloudflare", method, f"{vendor}/{path}", {})

    allowed("LATEST may change", "PUT", "/2021-04-06/services/shop", {"description": "sells more"})
    allowed("and its functions", "PUT", "/2021-04-06/services/shop/functions/pay", {"timeout": 33})
    allowed("native, a version of what changed", "POST", f"{native}/draft/publish", {"message": "third"})
    checks.call("that is the third", lambda: equal(
        [version["versionId"] for version in old.list_versions("shop").data["versions"]], ["3", "2", "1"]))
    for method, path, body in [
        ("POST", "promote", {"version": "1"}), ("POST", "rollback", {}), ("POST", "rollback", {"to": "1"}),
        ("POST", "deployments", {"alias": "prod", "shares": [{"version": "1", "percentage": 100}]}),
        ("PUT", "aliases/more", {"version": "1"}), ("POST", "secrets", {"name": "VARIABLE", "text": "x"}),
        ("PUT", "settings/host", {"value": "off"}), ("PUT", "triggers", {"triggers": []}),
    ]:
        tried("native, whatever it answers", method, f"{native}/{path}", body)
    allowed("aliases move", "PUT", "/2021-04-06/services/shop/aliases/prod", {"versionId": "2"})
    checks.call("a deleted version cannot be read or called again", lambda: [
        equal(send("DELETE", f"{native}/versions/1").status_code in DONE, True),
        refusal(lambda: old.get_service("shop", qualifier="1"), "VersionNotFound", 404),
        refusal(lambda: old.invoke_function("shop", "pay", qualifier="1"), "VersionNotFound", 404),
        refusal(lambda: old.delete_version("shop", "1"), "VersionNotFound", 404)])
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
