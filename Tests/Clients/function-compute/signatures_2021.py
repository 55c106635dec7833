"""Signs with the vendor's Python SDK of the API of 2021-04-06, in every way that it knows.

The server does nothing but verify: it answers 200 and an object when a signature is right, else a refusal.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "cloudflare"))

from alibabacloud_fc_open20210406 import models  # noqa: E402
from alibabacloud_fc_open20210406.client import Client  # noqa: E402
from alibabacloud_tea_openapi.models import Config  # noqa: E402
from alibabacloud_tea_util.models import RuntimeOptions  # noqa: E402
from checks import Checks  # noqa: E402

# Names that have to be escaped in a path, and values that have to be in a query.
FUNCTION = "f é(*)~+"
VALUE = "a+b c/~!'()*é&="


def client(endpoint: str, key: str, secret: str, algorithm: str | None = None) -> Client:
    return Client(
        Config(
            access_key_id=key,
            access_key_secret=secret,
            endpoint=endpoint,
            protocol="http",
            region_id="cn-hangzhou",
            signature_algorithm=algorithm,
        )
    )


def calls(checks: Checks, one: Client, scheme: str) -> None:
    options = RuntimeOptions()
    checks.call(f"{scheme}: a list with a query", lambda: one.list_services(
        models.ListServicesRequest(limit=3, prefix=VALUE, start_key="")))
    checks.call(f"{scheme}: a path that is escaped", lambda: one.get_function(
        "s", FUNCTION, models.GetFunctionRequest(qualifier=VALUE)))
    checks.call(f"{scheme}: a body", lambda: one.create_service(
        models.CreateServiceRequest(service_name="s", description="é")))
    checks.call(f"{scheme}: If-Match", lambda: one.update_service_with_options(
        "s", models.UpdateServiceRequest(description="d"), models.UpdateServiceHeaders(if_match="0123"), options))
    checks.call(f"{scheme}: no body", lambda: one.delete_alias("s", "a"))
    # By version 2 the SDK sends texts alone.
    body = bytes(range(256)) if scheme == "version 3" else b"text"
    checks.call(f"{scheme}: a body of bytes", lambda: one.invoke_function_with_options(
        "s", "f", models.InvokeFunctionRequest(body=body, qualifier="1"),
        models.InvokeFunctionHeaders(x_fc_invocation_type="Async", x_fc_log_type="Tail",
                                     common_headers={"X-Fc-Trace-Id": "t"}), options))
    checks.call(f"{scheme}: an event without a body", lambda: one.invoke_function(
        "s", "f", models.InvokeFunctionRequest()))


def triggers(checks: Checks, one: Client, address: str) -> None:
    for path in ["/2016-08-15/proxy/s/f/", "/2016-08-15/proxy/s/f/p%20q?b=2&a=1&b=x%20y&c=d%26e", "/trigger?e=&a=z"]:
        def call(path: str = path) -> None:
            reply = one.invoke_httptrigger(f"{address}{path}", "POST", b"\x00body", {"x-fc-log-type": "Tail"})
            assert reply.status_code == 200, reply.text

        checks.call(f"trigger: {path}", call)


def refused(checks: Checks, name: str, one: Client, code: str) -> None:
    def call() -> None:
        try:
            one.get_service("s", models.GetServiceRequest())
        except Exception as error:
            assert getattr(error, "code", None) == code, f"{error!r} has no code {code}"
            return
        raise AssertionError("it passed")

    checks.call(name, call)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoint", required=True, help="host and port")
    parser.add_argument("--key", required=True)
    parser.add_argument("--secret", required=True)
    given = parser.parse_args()
    checks = Checks()
    calls(checks, client(given.endpoint, given.key, given.secret), "version 3")
    calls(checks, client(given.endpoint, given.key, given.secret, "v2"), "version 2")
    triggers(checks, client(given.endpoint, given.key, given.secret), f"http://{given.endpoint}")
    for algorithm in [None, "v2"]:
        name = algorithm or "v3"
        refused(checks, f"{name}: a wrong secret", client(given.endpoint, given.key, "wrong", algorithm),
                "SignatureNotMatch")
        refused(checks, f"{name}: an unknown key", client(given.endpoint, "unknown", given.secret, algorithm),
                "InvalidAccessKeyID")
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
