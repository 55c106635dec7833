"""Error codes that can be provoked from outside: request to status and code, over raw HTTP.

Paths name what the preparation made: `{w}` is a Worker whose newest version is not deployed, `{v1}` and `{v2}` are its
versions, `{uploads}` is a Worker for uploads that must fail, `{zone}` the zone's id, and so on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import httpx
import modules
from checks import Checks
from session import Session

WORKER = "refused"
UPLOADS_WORKER = "refused-uploads"
CALLEE = "refused-callee"
EMPTY = "refused-empty"
BOUNDARY = "refusals"
UNKNOWN = "00000000-0000-4000-8000-000000000000"
NOBODY = "f" * 32

SCRIPT = "/accounts/{account}/workers/scripts/{w}"
SCRIPTS = "/accounts/{account}/workers/scripts"
UPLOADED = "/accounts/{account}/workers/scripts/{uploads}"


@dataclass(frozen=True)
class Refusal:
    """One row. `sends` holds arguments of the request; a `metadata` among them makes it a multipart upload.

    A `message` is expected word for word.
    """

    code: int
    status: int
    why: str
    method: str
    path: str
    sends: dict[str, Any] = field(default_factory=dict)
    message: str | None = None


def upload(metadata: dict[str, Any], file: modules.File | None = None) -> dict[str, Any]:
    return {"metadata": metadata, "file": file or modules.greeting("refused")[0]}


def bound(*bindings: dict[str, Any]) -> dict[str, Any]:
    return upload(modules.metadata(bindings=list(bindings)))


def split(*shares: tuple[str, float], strategy: str = "percentage") -> dict[str, Any]:
    versions = [{"version_id": version, "percentage": share} for version, share in shares]
    return {"json": {"strategy": strategy, "versions": versions}}


def module(source: str) -> modules.File:
    return ("index.js", source.encode(), modules.MODULE)


PUT_SECRET = {"json": modules.secret("K", "3")}

ACCESS = [
    Refusal(10000, 403, "a wrong token", "GET", SCRIPTS, {"headers": {"Authorization": "Bearer wrong"}}),
    Refusal(1000, 401, "verifying a wrong token", "GET", "/user/tokens/verify",
            {"headers": {"Authorization": "Bearer wrong"}}),
    Refusal(9109, 403, "another account", "GET", f"/accounts/{NOBODY}/workers/scripts",
            message=f"Unauthorized to access requested resource: account {NOBODY}."),
]  # fmt: skip

UNKNOWN_THINGS = [
    Refusal(10007, 404, "settings of an unknown Worker", "GET", f"{SCRIPTS}/nobody/settings"),
    Refusal(10007, 404, "secrets of an unknown Worker", "GET", f"{SCRIPTS}/nobody/secrets"),
    Refusal(10007, 404, "a secret for an unknown Worker", "PUT", f"{SCRIPTS}/nobody/secrets", PUT_SECRET),
    Refusal(10007, 404, "deployments of an unknown Worker", "GET", f"{SCRIPTS}/nobody/deployments"),
    Refusal(10007, 404, "a version of an unknown Worker", "POST", f"{SCRIPTS}/nobody/versions",
            upload(modules.metadata())),
    Refusal(10007, 404, "deletion of an unknown Worker", "DELETE", f"{SCRIPTS}/nobody"),
    Refusal(10090, 404, "an unknown service", "GET", "/accounts/{account}/workers/services/nobody"),
    Refusal(10092, 404, "an unknown environment", "GET",
            "/accounts/{account}/workers/services/{w}/environments/nowhere"),
    Refusal(10056, 404, "an unknown secret", "GET", f"{SCRIPT}/secrets/NONE"),
    Refusal(10056, 404, "deletion of an unknown secret", "DELETE", f"{SCRIPT}/secrets/NONE"),
    Refusal(10071, 404, "an unknown version", "GET", f"{SCRIPT}/versions/{UNKNOWN}"),
    Refusal(10071, 404, "a deployment of an unknown version", "POST", f"{SCRIPT}/deployments", split((UNKNOWN, 100))),
    Refusal(10336, 404, "an unknown deployment", "GET", f"{SCRIPT}/deployments/{UNKNOWN}"),
    Refusal(10009, 404, "an unknown route", "GET", f"/zones/{{zone}}/workers/routes/{NOBODY}"),
    Refusal(10222, 404, "a patch of no version", "PATCH", "/accounts/{account}/workers/workers/{empty}/versions/latest",
            {"json": {"env": {}}}),
    Refusal(10032, 400, "a free subdomain", "GET", "/accounts/{account}/workers/subdomains/quite-free-indeed"),
    Refusal(10031, 400, "a subdomain in use", "GET", "/accounts/{account}/workers/subdomains/localhost",
            message="The subdomain localhost is not available: it is in use."),
    Refusal(10033, 400, "an invalid subdomain", "GET", "/accounts/{account}/workers/subdomains/-no-"),
    Refusal(7003, 404, "what the server does not offer", "GET", "/accounts/{account}/d1/database",
            message="No route for GET /client/v4/accounts/{account}/d1/database on this server."),
    Refusal(10013, 404, "an unknown namespace of keys", "GET", f"/accounts/{{account}}/storage/kv/namespaces/{NOBODY}",
            message=f"namespace not found: {NOBODY}"),
    Refusal(10058, 426, "a tail's address without a WebSocket", "GET", f"/tails/{UNKNOWN}/secret",
            message="This is the address of a WebSocket, of the subprotocol trace-v1."),
]  # fmt: skip

UPLOADS = [
    Refusal(10016, 400, "an invalid name", "PUT", f"{SCRIPTS}/Not_A_Name", upload(modules.metadata())),
    Refusal(10006, 400, "a body that is no form", "PUT", UPLOADED,
            {"content": b"nonsense", "headers": {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}}),
    Refusal(10001, 400, "a body of another type", "PUT", UPLOADED,
            {"content": b"<p>", "headers": {"Content-Type": "text/html"}},
            "Content-Type must be one of multipart/form-data, application/json; it is text/html."),
    Refusal(10003, 400, "a Worker without a name", "POST", "/accounts/{account}/workers/workers", {"json": {}},
            "The parameter name is missing."),
    Refusal(10040, 409, "a Worker that exists", "POST", "/accounts/{account}/workers/workers",
            {"json": {"name": "{w}"}}, "A Worker named {w} already exists."),
    Refusal(10004, 400, "a rate that is none", "POST", f"{SCRIPT}/tails",
            {"json": {"filters": [{"sampling_rate": 2}]}},
            "The parameter sampling_rate is malformed: it is a number of 0 to 1."),
    Refusal(10006, 400, "a main module that is missing", "PUT", UPLOADED, upload(modules.metadata("other.js"))),
    Refusal(10021, 400, "a syntax error", "PUT", UPLOADED, upload(modules.metadata(), module("export default {"))),
    Refusal(10021, 400, "an unknown type of module", "PUT", UPLOADED,
            upload(modules.metadata(), ("index.js", b"export default {}", "application/x-unknown"))),
    Refusal(10021, 400, "an invalid alias", "POST", f"{UPLOADED}/versions",
            upload(modules.metadata(annotations={"workers/alias": "HEAD"}))),
    Refusal(10068, 400, "no handlers", "PUT", UPLOADED, upload(modules.metadata(), module("export default {};"))),
    Refusal(10041, 400, "an unknown namespace", "PUT", UPLOADED,
            bound({"type": "kv_namespace", "name": "KV", "namespace_id": NOBODY})),
    Refusal(10143, 400, "a service that does not exist", "PUT", UPLOADED,
            bound({"type": "service", "name": "S", "service": "nobody"})),
    Refusal(10052, 400, "a binding without a name", "PUT", UPLOADED, bound({"type": "plain_text", "text": "x"})),
    Refusal(10053, 400, "two bindings of one name", "PUT", UPLOADED,
            bound(modules.plain("A", "1"), modules.plain("A", "2"))),
    Refusal(10054, 400, "a text that is too large", "PUT", UPLOADED, bound(modules.plain("A", "x" * 5200))),
    Refusal(10055, 400, "too many texts", "PUT", UPLOADED,
            bound(*(modules.plain(f"A{n}", "x") for n in range(129))),
            "There are more than 128 variables and secrets."),
    Refusal(10100, 400, "a binding's name that is too long", "PUT", UPLOADED, bound(modules.plain("A" * 2000, "x"))),
    Refusal(100153, 400, "an unknown type of binding", "PUT", UPLOADED, bound({"type": "telepathy", "name": "T"})),
    Refusal(10057, 400, "strict inheritance of nothing", "POST", f"{UPLOADED}/versions?bindings_inherit=strict",
            bound({"type": "inherit", "name": "NOTHING"})),
    Refusal(10211, 400, "a migration in a version", "POST", f"{UPLOADED}/versions",
            upload(modules.metadata(migrations={"new_tag": "v1", "steps": [{"new_classes": ["A"]}]}))),
    Refusal(10216, 400, "a version in service-worker syntax", "POST", f"{UPLOADED}/versions",
            upload({"body_part": "old.js"}, modules.old_style()[0])),
    Refusal(10304, 400, "an invalid manifest", "POST", f"{UPLOADED}/assets-upload-session",
            {"json": {"manifest": {"/a.txt": {"hash": "short", "size": -1}}}}),
    Refusal(10305, 400, "an assets binding without assets", "PUT", UPLOADED,
            bound({"type": "assets", "name": "ASSETS"})),
    Refusal(10026, 400, "a body that is no JSON", "POST", f"{UPLOADED}/deployments",
            {"content": b"{", "headers": {"Content-Type": "application/json"}}),
]  # fmt: skip

DEPLOYMENTS = [
    Refusal(10210, 400, "shares that do not add up", "POST", f"{SCRIPT}/deployments",
            split(("{v1}", 90), ("{v2}", 20))),
    Refusal(10210, 400, "a share out of range", "POST", f"{SCRIPT}/deployments", split(("{v1}", 150), ("{v2}", -50))),
    Refusal(10210, 400, "a version twice", "POST", f"{SCRIPT}/deployments", split(("{v1}", 50), ("{v1}", 50))),
    Refusal(10210, 400, "no versions", "POST", f"{SCRIPT}/deployments", split()),
    Refusal(10210, 400, "an unknown strategy", "POST", f"{SCRIPT}/deployments", split(("{v1}", 100), strategy="moon")),
    Refusal(10338, 404, "deletion of the active deployment", "DELETE", f"{SCRIPT}/deployments/{{deployment}}"),
    Refusal(10339, 400, "deletion of the latest version", "DELETE",
            "/accounts/{account}/workers/workers/{w}/versions/{v2}"),
    Refusal(10339, 400, "deletion of a deployed version", "DELETE",
            "/accounts/{account}/workers/workers/{w}/versions/{v1}"),
    Refusal(10214, 400, "settings while the latest version is not deployed", "PATCH", f"{SCRIPT}/settings",
            {"json": {"compatibility_date": "2025-02-01"}}),
    Refusal(10215, 400, "a secret while the latest version is not deployed", "PUT", f"{SCRIPT}/secrets", PUT_SECRET),
    Refusal(10214, 400, "secrets in bulk while the latest version is not deployed", "PATCH", f"{SCRIPT}/secrets-bulk",
            {"json": {"secrets": {"K": modules.secret("K", "3")}}}),
]  # fmt: skip

TRIGGERS = [
    Refusal(10019, 400, "a route to an unknown Worker", "POST", "/zones/{zone}/workers/routes",
            {"json": {"pattern": "{domain}/nobody/*", "script": "nobody"}}),
    Refusal(10022, 400, "an invalid pattern", "POST", "/zones/{zone}/workers/routes",
            {"json": {"pattern": "{domain}/*/in/the/middle/*?", "script": "{w}"}}),
    Refusal(10020, 409, "a pattern that exists", "POST", "/zones/{zone}/workers/routes",
            {"json": {"pattern": "{domain}/refused/*", "script": "{w}"}}),
    Refusal(10142, 400, "deletion of a Worker that another one calls", "DELETE", f"{SCRIPTS}/{CALLEE}"),
]  # fmt: skip

ROLLBACK = Refusal(
    10220, 400, "a rollback over a changed secret", "POST", f"{SCRIPT}/deployments", split(("{v1}", 100))
)


def refuse(session: Session, checks: Checks) -> None:
    """Prepares a Worker, tries every row, and cleans up."""
    names = checks.call("refusals: preparation", lambda: prepared(session))
    if names is None:
        return
    for row in [*ACCESS, *UNKNOWN_THINGS, *UPLOADS, *DEPLOYMENTS, *TRIGGERS]:
        checks.call(f"{row.code}: {row.why}", lambda row=row: tried(session, row, names))
    checks.call("refusals: the newest version is deployed", lambda: session.deploy(WORKER, {names["v2"]: 100}))
    message = checks.call(f"{ROLLBACK.code}: {ROLLBACK.why}", lambda: tried(session, ROLLBACK, names))
    checks.expect(
        "10220 names the secrets",
        bool(message) and message.endswith("The following secrets have changed: K"),
        f"the message is {message!r}",
    )
    for script in (WORKER, UPLOADS_WORKER, CALLEE, EMPTY):
        checks.call(
            f"refusals: {script} goes away",
            lambda name=script: session.client.workers.scripts.delete(name, account_id=session.account, force=True),
        )


def prepared(session: Session) -> dict[str, str]:
    """Makes what the rows speak of, and returns its names."""
    scripts, account = session.client.workers.scripts, session.account
    for script in (CALLEE, UPLOADS_WORKER):
        scripts.update(script, account_id=account, metadata=modules.metadata(), files=modules.greeting(script))
    calls = {"type": "service", "name": "CALLEE", "service": CALLEE}
    scripts.update(
        WORKER,
        account_id=account,
        metadata=modules.metadata(bindings=[modules.secret("K", "1"), calls]),
        files=modules.greeting("one"),
    )
    newer = session.create_version(
        WORKER, metadata=modules.metadata(bindings=[modules.secret("K", "2"), calls]), files=modules.greeting("two")
    )
    session.client.workers.beta.workers.create(account_id=account, name=EMPTY)
    active, zone = session.deployments(WORKER)[0], session.zone_id()
    session.client.workers.routes.create(zone_id=zone, pattern=f"{session.zone}/refused/*", script=WORKER)
    return {
        "account": account,
        "w": WORKER,
        "uploads": UPLOADS_WORKER,
        "empty": EMPTY,
        "zone": zone,
        "domain": session.zone,
        "v1": active.versions[0].version_id,
        "v2": newer["id"],
        "deployment": active.id,
    }


def tried(session: Session, row: Refusal, names: dict[str, str]) -> str:
    """Sends the request and returns the message of its refusal; raises where it is another one, or none."""
    sends = dict(row.sends)
    if "json" in sends:
        sends["content"] = filled(json.dumps(sends.pop("json")), names).encode()
        sends["headers"] = {"Content-Type": "application/json"}
    if "metadata" in sends:
        sends["files"] = form(sends.pop("metadata"), sends.pop("file"))
    answer = session.http.request(row.method, session.api + filled(row.path, names), **sends)
    message = judged(answer, row)
    expected = row.message and filled(row.message, names)
    assert expected in (None, message), f"the message is {message!r} instead of {expected!r}"
    return message


def judged(answer: httpx.Response, row: Refusal) -> str:
    body = answer.json()
    errors = body.get("errors")
    assert body.get("success") is not True, f"status {answer.status_code}: it was done"
    assert body.get("success") is False and isinstance(body.get("messages"), list), f"no envelope: {body}"
    assert isinstance(errors, list) and errors, f"{answer.status_code} without errors"
    found = (answer.status_code, errors[0].get("code"))
    assert found == (row.status, row.code), f"{found} instead of {(row.status, row.code)}: {errors[0].get('message')}"
    assert errors[0].get("message"), "the error has no message"
    return errors[0]["message"]


def filled(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def form(metadata: dict[str, Any], file: modules.File) -> dict[str, Any]:
    """A form as curl sends it: the module under its own name."""
    return {"metadata": (None, json.dumps(metadata), "application/json"), file[0]: file}
