"""Requests as bytes: the very bodies that wrangler builds, sent over a plain HTTP/1.1 connection."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from recording import Request

BOUNDARY = "----formdata-undici-012345678901"
"""Stands where recordings say BOUNDARY; this is the form of the client's own generated one."""

TIMEOUT_SECONDS = 30
"""A longer silence of the server fails the request."""

LARGEST_BODY = 64 << 20

LEFT_OUT_BUNDLE = (
    "export default { async fetch(request, env) { return new Response(JSON.stringify(env.META ?? null)); } };\n"
)
# (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
LEFT_OUT_WASM = bytes.fromhex(
    "0061736d01000000 0107 0160 027f7f 017f 0302 0100 0707 01 03616464 0000 0a09 01 0700 2000 2001 6a0b"
)
LEFT_OUT_BINARY = bytes(range(16))


@dataclass(frozen=True)
class Reply:
    """A response as it arrived."""

    status: int
    headers: Message
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    def json(self) -> Any:
        """The body as JSON, or `None` where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def result(self) -> Any:
        """The envelope's `result`, or `None` where there is no envelope."""
        body = self.json()
        return body.get("result") if isinstance(body, dict) else None


def compact(value: Any) -> bytes:
    """JSON as `JSON.stringify` writes it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def part_body(part: dict[str, Any]) -> bytes:
    """The bytes of one form part; contents that the recordings leave out are replaced by small valid ones."""
    if "json" in part:
        return compact(part["json"])
    body: str = part["body"]
    if body.startswith("(a bundle of "):
        return LEFT_OUT_BUNDLE.encode()
    if body == "(binary left out)":
        return LEFT_OUT_WASM if part["content_type"] == "application/wasm" else LEFT_OUT_BINARY
    if body == "(source map left out)":
        return b'{"version":3,"sources":[],"names":[],"mappings":""}'
    return body.encode()


def multipart(parts: list[dict[str, Any]], boundary: str = BOUNDARY) -> bytes:
    """A form as undici writes it: no content type where none was recorded, one line break after the last boundary."""

    def escaped(name: str) -> str:
        return name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")

    body = bytearray()
    for part in parts:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{escaped(part["name"])}"'.encode()
        if part.get("filename") is not None:
            body += f'; filename="{escaped(part["filename"])}"'.encode()
        if part.get("content_type"):
            body += f"\r\nContent-Type: {part['content_type']}".encode()
        body += b"\r\n\r\n" + part_body(part) + b"\r\n"
    return bytes(body + f"--{boundary}--\r\n".encode())


def payload(request: Request) -> bytes | None:
    if request.parts is not None:
        return multipart(request.parts)
    if request.has_json:
        return compact(request.json)
    return request.body.encode() if request.body is not None else None


def headers(request: Request, token: str) -> dict[str, str]:
    """The recorded headers with the real token and boundary, and those that the recordings leave out."""
    fields = dict(request.headers)
    fields["authorization"] = fields.get("authorization", "Bearer test-token").replace("test-token", token)
    if request.parts is not None:
        fields["content-type"] = f"multipart/form-data; boundary={BOUNDARY}"
    elif request.has_json or request.body is not None:
        fields.setdefault("content-type", "text/plain;charset=UTF-8")
    fields.setdefault("accept", "*/*")
    return fields


def quoted_errors(reply: Reply) -> str:
    """The errors of a refusal, for reports; empty for a success."""
    body = reply.json()
    errors = body.get("errors") if isinstance(body, dict) else None
    return f": {shown(errors)}" if errors else f": {reply.body[:120]!r}" if reply.status >= 400 else ""


def shown(value: Any) -> str:
    """A value as JSON, shortened for reports."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 160 else text[:160] + "…"


class Server:
    """The server under test, spoken to over one connection that is opened again when it was closed."""

    def __init__(self, api: str, token: str) -> None:
        address = urlsplit(api)
        if address.scheme != "http" or not address.hostname:
            raise ValueError(f"--api must be an http:// address: {api}")
        self.host, self.port = address.hostname, address.port or 80
        self.prefix = address.path.rstrip("/")
        self.token = token
        self._connection: http.client.HTTPConnection | None = None

    def send(self, request: Request) -> Reply:
        """Sends a request once and reads the whole reply; raises `OSError` or `HTTPException` when that fails."""
        target = self.prefix + request.path + (f"?{request.query}" if request.query else "")
        body, fields = payload(request), headers(request, self.token)
        if body is None and request.method in {"POST", "PUT", "PATCH"}:
            fields["content-length"] = "0"
        connection = self._connection or http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
        self._connection = None
        try:
            connection.request(request.method, target, body=body, headers=fields)
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.headers, answer.read(LARGEST_BODY))
        except BaseException:
            connection.close()
            raise
        if answer.will_close:
            connection.close()
        else:
            self._connection = connection
        return reply
