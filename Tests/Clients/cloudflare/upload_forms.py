"""The forms in which clients upload the same Worker: each must be understood, as a deploy and as a version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import modules
from checks import Checks, needed
from session import Session

SCRIPT = "forms"
BOUNDARY = "----forms-of-upload"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"

JSON = "application/json"
MODULE = modules.MODULE
CODE = modules.greeting("formed")[0][1].decode()
METADATA = json.dumps(
    {
        "main_module": "index.js",
        "compatibility_date": "2025-01-01",
        "bindings": [modules.plain("NAME", "world"), modules.plain("OTHER", "moon")],
        "annotations": {"workers/message": "formed"},
    }
)
LEAVES = [
    ("metadata[main_module]", "index.js"),
    ("metadata[compatibility_date]", "2025-01-01"),
    ("metadata[annotations][workers/message]", "formed"),
    ("metadata[bindings][][type]", "plain_text"),
    ("metadata[bindings][][name]", "NAME"),
    ("metadata[bindings][][text]", "world"),
    ("metadata[bindings][][type]", "plain_text"),
    ("metadata[bindings][][name]", "OTHER"),
    ("metadata[bindings][][text]", "moon"),
]


@dataclass(frozen=True)
class Part:
    """One part of a form; no content type and no file name where they are `None`."""

    name: str
    body: str
    filename: str | None = None
    content_type: str | None = None


@dataclass(frozen=True)
class Form:
    """One client's way to send it."""

    client: str
    parts: list[Part]
    content_type: str = MULTIPART

    def body(self) -> bytes:
        lines = []
        for part in self.parts:
            filename = f'; filename="{part.filename}"' if part.filename else ""
            lines.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{part.name}"{filename}')
            lines.append(f"\r\nContent-Type: {part.content_type}" if part.content_type else "")
            lines.append(f"\r\n\r\n{part.body}\r\n")
        return ("".join(lines) + f"--{BOUNDARY}--\r\n").encode()


def module(name: str, filename: str = "index.js") -> Part:
    return Part(name, CODE, filename, MODULE)


FORMS = [
    Form("curl", [Part("metadata", METADATA, None, JSON), module("index.js")]),
    Form("curl, the module first", [module("index.js"), Part("metadata", METADATA)]),
    Form("wrangler", [Part("metadata", METADATA), module("index.js")]),
    Form("wrangler, with a source map", [
        Part("metadata", METADATA), module("index.js"),
        Part("index.js.map", '{"version":3,"sources":[],"names":[],"mappings":""}', "index.js.map",
             "application/source-map"),
    ]),
    Form("wrangler, a name that begins with ./", [Part("metadata", METADATA), module("./index.js", "./index.js")]),
    Form("Python and Go", [module("files"), Part("metadata", METADATA, None, JSON)]),
    Form("Python, content", [module("files[]"), Part("metadata", METADATA, None, JSON)]),
    Form("TypeScript 4.5, by index", [Part("metadata", METADATA, "metadata", JSON), module("0")]),
    Form("TypeScript 5.2 and 6.0", [Part("metadata", METADATA, "metadata", JSON), module("files")]),
    Form("TypeScript 7.3", [*(Part(*leaf) for leaf in LEAVES), module("files[]")]),
    Form("TypeScript 7.3, by name", [*(Part(*leaf) for leaf in LEAVES), module("files[index.js]")]),
    Form("TypeScript 7.3, without a boundary", [*(Part(*leaf) for leaf in LEAVES), module("files[]")],
         "application/javascript"),
]  # fmt: skip

LOST = Form(
    "TypeScript 5.2, an object of files",
    [Part("metadata", METADATA, "metadata", JSON), Part("files", '{"index.js":{}}', "files", JSON)],
)


def upload_forms(session: Session, checks: Checks) -> None:
    path = f"{session.api}/accounts/{session.account}/workers/scripts/{SCRIPT}"
    for form in FORMS:
        made = checks.call(f"deploy as {form.client}", lambda form=form: sent(session, "PUT", path, form))
        version = made["deployment_id"] if made else None
        checks.call(
            f"deploy as {form.client} is understood",
            lambda version=version: understood(session.version(SCRIPT, hyphenated(needed(version, "version")))),
        )
        if form.content_type == MULTIPART:
            checks.call(
                f"version as {form.client} is understood",
                lambda form=form: understood(sent(session, "POST", f"{path}/versions", form)),
            )
    checks.call(f"{LOST.client} is refused by the name of its module", lambda: lost(session, path))
    checks.call(
        "forms: the Worker goes away",
        lambda: session.client.workers.scripts.delete(SCRIPT, account_id=session.account),
    )


def sent(session: Session, method: str, url: str, form: Form) -> dict[str, Any]:
    answer = session.http.request(method, url, content=form.body(), headers={"Content-Type": form.content_type})
    body = answer.json()
    assert answer.status_code == 200 and body["success"], f"{answer.status_code}: {body.get('errors')}"
    return body["result"]


def understood(version: dict[str, Any]) -> None:
    """The version has what the form said."""
    texts = {one["name"]: one["text"] for one in version["resources"]["bindings"] if one["type"] == "plain_text"}
    assert texts == {"NAME": "world", "OTHER": "moon"}, texts
    assert version["annotations"].get("workers/message") == "formed", version["annotations"]
    assert version["resources"]["script_runtime"]["compatibility_date"] == "2025-01-01", version["resources"]


def lost(session: Session, url: str) -> None:
    answer = session.http.put(url, content=LOST.body(), headers={"Content-Type": MULTIPART})
    assert 400 <= answer.status_code < 500, f"status {answer.status_code}"
    assert "index.js" in answer.json()["errors"][0]["message"], answer.json()["errors"]


def hyphenated(version: str) -> str:
    """The version's id as `deployment_id` stands for it: 32 hex digits, hyphens put in."""
    digits = version.replace("-", "")
    return "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])
