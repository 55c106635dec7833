"""What wrangler reads of a response, endpoint by endpoint.

Where an endpoint is listed, only the listed fields are compared; where it is not, every recorded field is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

ANY = "[^/]+"
ACCOUNT = f"/accounts/{ANY}"
SCRIPT = f"{ACCOUNT}/workers/scripts/{ANY}"

VERSION = [
    "id",
    "number",
    "metadata.created_on",
    "metadata.source",
    "metadata.author_email",
    "metadata.has_preview",
    "annotations",
    "resources.script.etag",
    "resources.script.handlers",
    "resources.script_runtime.compatibility_date",
    "resources.script_runtime.compatibility_flags",
    "resources.bindings",
]

DEPLOYMENT = ["id", "source", "strategy", "author_email", "annotations", "versions", "created_on"]

UPLOADED = ["id", "tag", "etag", "deployment_id", "startup_time_ms"]

SETTINGS = ["logpush", "tags", "tail_consumers", "observability"]


def each(prefix: str, fields: list[str]) -> list[str]:
    return [f"{prefix}[].{name}" for name in fields]


@dataclass(frozen=True)
class Reads:
    """The fields of `result` that the client reads from one endpoint."""

    methods: str
    path: str
    fields: list[str]

    def match(self, method: str, path: str) -> bool:
        return method in self.methods.split("|") and re.fullmatch(self.path, path) is not None


TABLE = [
    Reads("GET", "/user/tokens/verify", ["id", "status"]),
    Reads("GET", "/user", ["id", "email"]),
    Reads("GET", "/accounts", ["[].id", "[].name"]),
    Reads("GET", "/memberships", ["[].account.id", "[].account.name", "[].roles"]),
    Reads(
        "GET",
        f"{ACCOUNT}/workers/services/{ANY}",
        [
            "id",
            "default_environment.environment",
            "default_environment.script.tag",
            "default_environment.script.tags",
            "default_environment.script.last_deployed_from",
            "default_environment.script.migration_tag",
            "environments[].environment",
        ],
    ),
    Reads("DELETE", f"{ACCOUNT}/workers/services/{ANY}", []),
    Reads(
        "GET",
        f"{ACCOUNT}/workers/workers/{ANY}",
        [
            "id",
            "name",
            "subdomain.enabled",
            "subdomain.previews_enabled",
            "subdomain.url",
            "subdomain.preview_url_suffix",
        ],
    ),
    Reads("PATCH", f"{ACCOUNT}/workers/workers/{ANY}/versions/latest", ["id"]),
    Reads("GET", f"{ACCOUNT}/workers/subdomain", ["subdomain"]),
    Reads("GET", f"{ACCOUNT}/workers/scripts", ["[].id", "[].migration_tag"]),
    Reads("PUT", SCRIPT, UPLOADED),
    Reads("GET|POST", f"{SCRIPT}/subdomain", ["enabled", "previews_enabled"]),
    Reads("GET", f"{SCRIPT}/versions", each("items", [name for name in VERSION if not name.startswith("resources")])),
    Reads("GET", f"{SCRIPT}/versions/{ANY}", VERSION),
    Reads("POST", f"{SCRIPT}/versions", [*VERSION, "startup_time_ms"]),
    Reads("GET", f"{SCRIPT}/deployments", ["deployments"]),
    Reads("POST", f"{SCRIPT}/deployments", DEPLOYMENT),
    Reads("GET|PATCH", f"{SCRIPT}/script-settings", SETTINGS),
    Reads("GET", f"{SCRIPT}/settings", ["bindings", "compatibility_date", "compatibility_flags"]),
    Reads("PATCH", f"{SCRIPT}/settings", ["bindings"]),
    Reads("GET", f"{SCRIPT}/bindings", ["[].name", "[].type"]),
    Reads("GET", f"{SCRIPT}/secrets", ["[].name", "[].type"]),
    Reads("PUT", f"{SCRIPT}/secrets", ["name", "type"]),
    Reads("PATCH", f"{SCRIPT}/secrets-bulk", []),
    Reads("PUT", f"{SCRIPT}/schedules", ["schedules[].cron", "schedules[].created_on", "schedules[].modified_on"]),
    Reads("POST", f"{SCRIPT}/domains/changeset", ["conflicting"]),
    Reads("PUT", f"{SCRIPT}/domains/records", []),
    Reads("GET", f"{SCRIPT}/references", ["services", "durable_objects", "dispatch_outbounds"]),
    Reads("POST", f"{SCRIPT}/assets-upload-session", ["jwt", "buckets"]),
    Reads("POST", f"{ACCOUNT}/workers/assets/upload", []),
    Reads("POST", f"{SCRIPT}/tails", ["id", "url", "expires_at"]),
    Reads("DELETE", f"{SCRIPT}/tails/{ANY}", []),
    Reads(
        "GET",
        f"{ACCOUNT}/workers/deployments/by-script/{ANY}",
        [
            "latest.id",
            *each("items", ["id", "number", "metadata.created_on", "metadata.author_email", "metadata.source"]),
            *each("items", ["annotations"]),
        ],
    ),
    Reads("GET", f"{ACCOUNT}/workers/deployments/by-script/{ANY}/detail/{ANY}", VERSION),
    Reads("GET", f"{ACCOUNT}/storage/kv/namespaces", ["[].id", "[].title"]),
    Reads("POST", f"{ACCOUNT}/storage/kv/namespaces", ["id", "title"]),
    Reads("DELETE", f"{ACCOUNT}/storage/kv/namespaces/{ANY}", []),
    Reads("PUT|DELETE", f"{ACCOUNT}/storage/kv/namespaces/{ANY}/values/{ANY}", []),
    Reads("GET", f"{ACCOUNT}/storage/kv/namespaces/{ANY}/keys", ["[].name"]),
]


@cache
def fields_read(method: str, path: str) -> list[str] | None:
    """The fields that the client reads, or `None` where nothing is known, so that everything recorded counts."""
    for entry in TABLE:
        if entry.match(method, path):
            return entry.fields
    return None


KINDS: list[tuple[str, str, str]] = [
    # endpoint, field of the result, kind of its value
    (f"{SCRIPT}", "deployment_id", "version"),
    (f"{ACCOUNT}/workers/workers/{ANY}/versions/latest", "id", "version"),
    (f"{SCRIPT}/versions", "id", "version"),
    (f"{SCRIPT}/versions", "items[].id", "version"),
    (f"{SCRIPT}/versions/{ANY}", "id", "version"),
    (f"{ACCOUNT}/workers/deployments/by-script/{ANY}", "latest.id", "version"),
    (f"{ACCOUNT}/workers/deployments/by-script/{ANY}", "items[].id", "version"),
    (f"{ACCOUNT}/workers/deployments/by-script/{ANY}/detail/{ANY}", "id", "version"),
    (f"{SCRIPT}/deployments", "id", "deployment"),
    (f"{SCRIPT}/deployments", "deployments[].id", "deployment"),
    (f"{SCRIPT}/deployments", "versions[].version_id", "version"),
    (f"{SCRIPT}/deployments", "deployments[].versions[].version_id", "version"),
    (SCRIPT, "tag", "worker tag"),
    (f"{ACCOUNT}/workers/services/{ANY}", "default_environment.script.tag", "worker tag"),
    (f"{ACCOUNT}/workers/workers/{ANY}", "id", "worker tag"),
    ("/accounts", "[].id", "account"),
    ("/memberships", "[].account.id", "account"),
    (f"{ACCOUNT}/storage/kv/namespaces", "id", "namespace"),
    (f"{ACCOUNT}/storage/kv/namespaces", "[].id", "namespace"),
    (f"{SCRIPT}/tails", "id", "tail"),
    (f"{SCRIPT}/assets-upload-session", "jwt", "token"),
]


@cache
def kind(path: str, field: str) -> str | None:
    """What an id names: `version`, `deployment`, `namespace` and so on; `None` for a value that is no such id."""
    if field.endswith("namespace_id"):
        return "namespace"
    for endpoint, name, of_kind in KINDS:
        if field == name and re.fullmatch(endpoint, path):
            return of_kind
    return None
