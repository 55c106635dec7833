"""Compares the server's response with the recorded one, field by field."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from itertools import chain
from typing import Any

from expectations import fields_read, kind
from identities import Identities, hyphenated
from recording import Request, Response
from wire import Reply, quoted_errors, shown

NEWEST_LISTED = 10
"""Lists of deployments show at least this many of the newest; recorded ones may be longer."""

TIMES = {"created_on", "modified_on", "updated_on", "deployed_on", "expires_at"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

TYPE_ONLY = {
    # Ids of people, hosts, hashes, sizes of pages: any well-formed value does.
    "id", "author_id", "author_email", "email", "etag", "startup_time_ms", "subdomain", "url", "preview_url_suffix",
    # The stand-in always says `["fetch"]`, whatever the code exports.
    "handlers",
}  # fmt: skip

CHANGED_SECRETS = "The following secrets have changed: "


class Comparison:
    """One recorded response against one reply. Ids that agree with what is known, or are new, are learnt."""

    def __init__(self, identities: Identities, request: Request, ignored: list[str]) -> None:
        """`ignored` names fields, and bindings as `bindings.NAME`, that may differ."""
        self.identities = identities
        self.request = request
        self.ignored = set(ignored)

    def differences(self, recorded: Response, reply: Reply) -> list[str]:
        found = []
        if not same_status(self.request, recorded.status, reply.status):
            found.append(f"status {reply.status} instead of {recorded.status}{quoted_errors(reply)}")
        if not recorded.is_envelope:
            return found or list(self._raw(recorded, reply))
        body = reply.json()
        found += malformed_envelope(body)
        if found:
            return found
        if body["success"] != recorded.body["success"]:
            return [f"success is {body['success']}"]
        if not body["success"]:
            return list(failure(recorded.body["errors"], body["errors"]))
        return list(self._result(recorded.body["result"], body["result"]))

    def _result(self, recorded: Any, real: Any) -> Iterator[str]:
        fields = fields_read(self.request.method, self.request.path)
        self._learn_versions_of_lists(recorded, real)
        yield from self._value(recorded if fields is None else projected(recorded, fields), real, "")
        yield from self._by_endpoint(recorded, real)

    def _by_endpoint(self, recorded: Any, real: Any) -> Iterator[str]:
        """What the shape alone does not say."""
        if self.request.path.endswith(("/assets-upload-session", "/assets/upload")) and isinstance(real, dict):
            token = real.get("jwt")
            if token is not None and not is_token(token):
                yield "jwt is not three segments with an `exp` in the second"
            elif token is not None:
                # Buckets may be cut in another way, so that only a later upload completes.
                self.identities.learn("token", recorded["jwt"], token)
        if recorded == [] and re.search(r"(^|&)page=([2-9]|\d\d)", self.request.query) and real != []:
            yield "a page beyond the end is not empty: the client would never stop asking"

    def _learn_versions_of_lists(self, recorded: Any, real: Any) -> None:
        """Versions that a secret made are first seen in a list of deployments; pairs agree by position."""
        if not (self.request.path.endswith("/deployments") and isinstance(recorded, dict) and isinstance(real, dict)):
            return
        pairs = zip(recorded.get("deployments") or [], real.get("deployments") or [], strict=False)
        for left, right in pairs:
            if len(left["versions"]) == 1 == len(right.get("versions") or []):
                old, new = left["versions"][0]["version_id"], right["versions"][0].get("version_id")
                if new and self.identities.real("version", old) is None:
                    self.identities.learn("version", old, new)

    def _value(self, recorded: Any, real: Any, field: str) -> Iterator[str]:
        name = field.rpartition(".")[2].removesuffix("[]")
        if field in self.ignored:
            return
        if recorded is None or (name in {"tags", "tail_consumers"} and real in (None, [])):
            if recorded not in (None, []):
                yield f"{field} is {shown(real)} instead of {shown(recorded)}"
        elif isinstance(recorded, dict):
            yield from self._object(recorded, real, field)
        elif isinstance(recorded, list):
            yield from self._array(recorded, real, field, name)
        elif of_kind := kind(self.request.path, field):
            yield from self._id(of_kind, recorded, real, field)
        elif type(real) is not type(recorded) and not (is_number(real) and is_number(recorded)):
            yield f"{field or 'result'} is {shown(real)}, recorded was {shown(recorded)}"
        elif name in TIMES:
            if not TIME.fullmatch(real):
                yield f"{field} is not a time in UTC: {shown(real)}"
        elif name in TYPE_ONLY:
            if real == "":
                yield f"{field} is empty"
        elif real != recorded:
            yield f"{field or 'result'} is {shown(real)} instead of {shown(recorded)}"

    def _object(self, recorded: dict[str, Any], real: Any, field: str) -> Iterator[str]:
        if not isinstance(real, dict):
            yield f"{field or 'result'} is {shown(real)} instead of an object"
            return
        if field.endswith("annotations"):
            recorded = {key: value for key, value in recorded.items() if value != ""}
            if extra := {key for key, value in real.items() if value} - set(recorded):
                yield f"{field} has {sorted(extra)}, which was not recorded"
        for key, value in recorded.items():
            inner = f"{field}.{key}" if field else key
            if key in real:
                yield from self._value(value, real[key], inner)
            elif inner not in self.ignored:
                yield f"{inner} is missing"

    def _array(self, recorded: list[Any], real: Any, field: str, name: str) -> Iterator[str]:
        if not isinstance(real, list):
            yield f"{field or 'result'} is {shown(real)} instead of an array"
        elif name == "handlers":
            if not all(isinstance(handler, str) for handler in real):
                yield f"{field} is not an array of texts"
        elif name == "buckets":
            if not all(isinstance(bucket, list) for bucket in real):
                yield f"{field} is not an array of arrays"
            elif sorted(chain(*real)) != sorted(chain(*recorded)):
                yield f"{field} ask for {shown(real)}"
        elif name == "versions":
            yield from self._split(recorded, real, field)
        elif name == "deployments":
            yield from self._newest(recorded, real, field)
        elif key := self._naming_key(field, name):
            yield from self._named(recorded, real, field, key)
        elif len(real) != len(recorded):
            yield f"{field or 'result'} has {len(real)} items instead of {len(recorded)}"
        else:
            for left, right in zip(recorded, real, strict=True):
                yield from self._value(left, right, f"{field}[]")

    def _naming_key(self, field: str, name: str) -> str | None:
        """The key by which the items of a list without a fixed order are known."""
        if field == "" and self.request.path.endswith("/kv/namespaces"):
            return "title"
        if field == "" and self.request.path.endswith("/workers/scripts"):
            return "id"
        if name == "bindings" or (field == "" and self.request.path.endswith(("/secrets", "/bindings", "/keys"))):
            return "name"
        return None

    def _named(self, recorded: list[Any], real: list[Any], field: str, key: str) -> Iterator[str]:
        found = {item.get(key): item for item in real if isinstance(item, dict)}
        for item in recorded:
            if f"{field}.{item[key]}" in self.ignored:
                continue
            if item[key] in found:
                yield from self._value(item, found[item[key]], f"{field}[]")
            else:
                yield f"{field or 'result'} lacks {item[key]!r}"
        names = {item[key] for item in recorded}
        for extra in sorted(str(one) for one in set(found) - names):
            if key != "title" and f"{field}.{extra}" not in self.ignored:
                yield f"{field or 'result'} has {extra!r}, which was not recorded"

    def _newest(self, recorded: list[Any], real: list[Any], field: str) -> Iterator[str]:
        if not min(len(recorded), NEWEST_LISTED) <= len(real) <= len(recorded):
            yield f"{field} has {len(real)} items instead of {len(recorded)}"
        for left, right in zip(recorded, real, strict=False):
            yield from self._value(left, right, f"{field}[]")

    def _split(self, recorded: list[Any], real: list[Any], field: str) -> Iterator[str]:
        """The shares of a deployment, whatever their order."""
        expected = {self.identities.real("version", item["version_id"]): item["percentage"] for item in recorded}
        shares = [item for item in real if isinstance(item, dict)]
        found = {hyphenated(str(item.get("version_id"))): item.get("percentage") for item in shares}
        if expected != found:
            yield f"{field} is {shown(found)} instead of {shown(expected)}"

    def _id(self, of_kind: str, recorded: Any, real: Any, field: str) -> Iterator[str]:
        if not isinstance(real, str) or not real:
            yield f"{field} is {shown(real)} instead of the id of a {of_kind}"
            return
        created = self.request.method in {"POST", "PUT", "PATCH"} and of_kind != "worker tag"
        known = None if created and "rollback_to" not in self.request.query else self.identities.real(of_kind, recorded)
        if known is None:
            self.identities.learn(of_kind, recorded, real)
        elif known != (hyphenated(real) if of_kind == "version" else real):
            yield f"{field} names another {of_kind}: {real} instead of {known}"

    def _raw(self, recorded: Response, reply: Reply) -> Iterator[str]:
        """Code and values come without an envelope; what was recorded of them must be in the reply."""
        if "multipart/" in recorded.content_type:
            yield from self._modules(recorded, reply)
        elif recorded.body.strip().encode() not in reply.body:
            yield f"the body does not hold what was stored: {shown(reply.body[:80])}"

    @staticmethod
    def _modules(recorded: Response, reply: Reply) -> Iterator[str]:
        if not reply.headers.get("cf-entrypoint"):
            yield "the header cf-entrypoint is missing"
        if not reply.content_type.startswith("multipart/form-data"):
            yield f"content type {reply.content_type!r} instead of multipart/form-data"
            return
        found = modules(reply.content_type, reply.body)
        for name, content in modules(recorded.content_type, recorded.body.encode()).items():
            if name not in found:
                yield f"the module {name!r} is missing; there are {sorted(found)}"
            elif found[name].strip() != content.strip():
                yield f"the module {name!r} has other contents"


def same_status(request: Request, recorded: int, real: int) -> bool:
    """The upload of assets may say 200, 201 or 202; everything else is exact."""
    return real == recorded or (request.path.endswith("/assets/upload") and real in {200, 201, 202})


def malformed_envelope(body: Any) -> list[str]:
    if not isinstance(body, dict):
        return ["the body is no JSON object"]
    found = [f"{key} is not an array" for key in ("errors", "messages") if not isinstance(body.get(key), list)]
    if not isinstance(body.get("success"), bool):
        found.append("success is not a boolean")
    if "result" not in body:
        found.append("result is missing")
    if not found and body["success"] and body["errors"]:
        found.append("a success has errors")
    return found


def failure(recorded: list[Any], real: list[Any]) -> Iterator[str]:
    """The client branches on the first code alone, and parses the names of changed secrets out of its message."""
    first = real[0] if real and isinstance(real[0], dict) else {}
    if first.get("code") != recorded[0]["code"]:
        yield f"error {first.get('code')} instead of {recorded[0]['code']}: {first.get('message')}"
    if not isinstance(first.get("message"), str) or not first["message"]:
        yield "the first error has no message"
    elif CHANGED_SECRETS in recorded[0]["message"] and changed(first["message"]) != changed(recorded[0]["message"]):
        yield f"changed secrets are {sorted(changed(first['message']))}"


def changed(message: str) -> set[str]:
    return set(message.partition(CHANGED_SECRETS)[2].split(", ")) - {""}


def projected(value: Any, fields: list[str]) -> Any:
    """The part of a recorded value that the named fields reach; a field that was not recorded is left out."""
    if not fields:
        return None
    if isinstance(value, list):
        inner = [name.removeprefix("[]").removeprefix(".") for name in fields]
        return value if "" in inner else [projected(item, inner) for item in value]
    if not isinstance(value, dict):
        return value
    kept: dict[str, Any] = {}
    for key, item in value.items():
        inner = [name[len(key) :] for name in fields if name == key or name.startswith((f"{key}.", f"{key}["))]
        if inner:
            kept[key] = item if "" in inner else projected(item, [name.removeprefix(".") for name in inner])
    return kept


def modules(content_type: str, body: bytes) -> dict[str, bytes]:
    """The parts of a form by file name, which may begin with `./`."""
    form = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    parts = form.iter_parts() if form.is_multipart() else []
    return {(part.get_filename() or "").removeprefix("./"): part.get_payload(decode=True) or b"" for part in parts}


def is_token(token: Any) -> bool:
    """Whether the client can decode it: three segments, the second of them JSON with `exp`."""
    segments = token.split(".") if isinstance(token, str) else []
    try:
        claims = json.loads(base64.urlsafe_b64decode(segments[1] + "=" * (-len(segments[1]) % 4)))
    except (IndexError, ValueError):
        return False
    return len(segments) == 3 and isinstance(claims, dict) and "exp" in claims


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
