"""Signs with the vendor's Python SDK of the API of 2016-08-15, calls of the API and of HTTP triggers.

The server does nothing but verify: it answers 200 and an object when a signature is right, else a refusal.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "cloudflare"))

import fc2  # noqa: E402
from checks import Checks  # noqa: E402

VALUE = "a+b c/~!'()*é&="


def calls(checks: Checks, one: fc2.Client) -> None:
    checks.call("a list with a query", lambda: one.list_services(limit=3, prefix=VALUE))
    checks.call("a service with a qualifier", lambda: one.get_service("s", qualifier="LATEST"))
    checks.call("a body", lambda: one.create_service("s", description="é"))
    checks.call("If-Match", lambda: one.update_service("s", description="d", headers={"if-match": "0123"}))
    checks.call("no body", lambda: one.delete_alias("s", "a"))
    checks.call("a body of bytes", lambda: one.invoke_function(
        "s", "f", payload=bytes(range(256)), headers={"x-fc-invocation-type": "Async", "X-Fc-Log-Type": "Tail"}))
    checks.call("a body of text", lambda: one.invoke_function("s", "f", payload="é", qualifier="1"))


def triggers(checks: Checks, one: fc2.Client) -> None:
    forms: list[tuple[str, dict[str, object] | None]] = [
        ("/", None), ("", None), ("/p%20q", None), ("/é", None),
        ("/q", {"b": ["2", "1"], "a": "z"}), ("/q", {"a": VALUE, "é": "1"}), ("/q", {"e": "", "a": "z"}),
    ]
    for path, query in forms:
        def call(path: str = path, query: dict[str, object] | None = query) -> None:
            reply = one.do_http_request("POST", "s", "f", path, params=query, body=b"\x00body")
            assert reply.status_code == 200, reply.text

        checks.call(f"trigger: {path} {query}", call)


def refused(checks: Checks, name: str, call: Callable[[], object], code: str) -> None:
    def run() -> None:
        try:
            call()
        except fc2.FcError as error:
            assert error.err_code == code, f"{error!r} has no code {code}"
            return
        raise AssertionError("it passed")

    checks.call(name, run)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoint", required=True, help="host and port")
    parser.add_argument("--key", required=True)
    parser.add_argument("--secret", required=True)
    given = parser.parse_args()
    checks = Checks()

    def client(key: str, secret: str, **more: str) -> fc2.Client:
        return fc2.Client(endpoint=f"http://{given.endpoint}", accessKeyID=key, accessKeySecret=secret, **more)

    right = client(given.key, given.secret)
    calls(checks, right)
    triggers(checks, right)
    refused(checks, "a wrong secret", lambda: client(given.key, "wrong").get_service("s"), "SignatureNotMatch")
    refused(checks, "an unknown key", lambda: client("unknown", "x").get_service("s"), "InvalidAccessKeyID")
    refused(checks, "a temporary key", lambda: client(given.key, given.secret, securityToken="t").get_service("s"),
            "InvalidAccessKeyID")
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
