"""Requests of HTTP triggers, as anybody sends them and as the vendor's clients sign them."""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import time
from typing import Any
from urllib.parse import quote

import requests

TIMEOUT_SECONDS = 30


def send(given: argparse.Namespace, host: str, path: str, method: str = "GET", **more: Any) -> requests.Response:
    """A request at the traffic listener, for a host that need not resolve."""
    headers = {"Host": host, **more.pop("headers", {})}
    return requests.request(
        method, f"http://{given.traffic}{path}", headers=headers, timeout=TIMEOUT_SECONDS, allow_redirects=False, **more)


def send_signed(given: argparse.Namespace, client: Any, host: str, path: str) -> requests.Response:
    """The same, signed by the SDK of 2021, which signs the path behind the host."""
    request = client.sign_request(requests.Request("GET", f"http://{given.traffic}{path}", headers={"Host": host}))
    with requests.Session() as session:
        return session.send(session.prepare_request(request), timeout=TIMEOUT_SECONDS)


def presigned(given: argparse.Namespace, path: str, lifetime: int = 60, secret: str | None = None) -> str:
    """A path that may be asked for a while without signing, as the vendor's Go SDK makes it."""
    expires = str(int(time.time()) + lifetime)
    query = {"x-fc-access-key-id": given.key, "x-fc-expires": expires}
    lines = "\n".join(f"{name}={value}" for name, value in sorted(query.items()))
    text = f"GET\n\n\n{expires}\n{path}\n{lines}"
    code = hmac.new((secret or given.secret).encode(), text.encode(), hashlib.sha256).digest()
    query["x-fc-signature"] = base64.b64encode(code).decode()
    return path + "?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
