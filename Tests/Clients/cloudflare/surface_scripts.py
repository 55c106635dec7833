"""Scripts: upload, content, settings, secrets, tails, assets."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import assets
import modules
from checks import Checks, needed
from session import Session, ended
from surface_resources import contains, equal, has, lacks

SCRIPT = "surface"
OLD = "surface-old"
SITE = "surface-site"

BINDINGS = [
    modules.plain("NAME", "world"),
    {"type": "json", "name": "DATA", "json": {"a": 1}},
    modules.secret("SECRET", "first"),
    {"type": "version_metadata", "name": "META"},
]


def scripts(session: Session, checks: Checks) -> None:
    resource, account = session.client.workers.scripts, session.account
    upload = modules.metadata(bindings=BINDINGS, annotations={"workers_message": "the first", "workers_tag": "one"})
    made = checks.call(
        "scripts.update",
        lambda: resource.update(SCRIPT, account_id=account, metadata=upload, files=modules.greeting("one")),
    )
    checks.call("scripts.update answers the version's id", lambda: equal(len(made.deployment_id), 32))
    checks.call(
        "scripts.update in service-worker syntax",
        lambda: resource.update(
            OLD,
            account_id=account,
            metadata={"body_part": "old.js", "compatibility_date": "2025-01-01"},
            files=modules.old_style(),
        ),
    )
    checks.call("scripts.list", lambda: contains(ended(resource.list(account_id=account)), "id", SCRIPT))
    checks.call(
        "scripts.search", lambda: contains(resource.search(account_id=account, name=SCRIPT), "script_name", SCRIPT)
    )
    checks.call("scripts.get", lambda: includes(resource.get(SCRIPT, account_id=account), "export default"))
    checks.call(
        "scripts.get in service-worker syntax",
        lambda: equal(resource.get(OLD, account_id=account), modules.old_style()[0][1].decode()),
    )
    checks.call(
        "scripts.content.get",
        lambda: includes(resource.content.get(SCRIPT, account_id=account).text(), "export default"),
    )
    checks.call(
        "scripts.content.get names the main module",
        lambda: equal(
            resource.content.with_raw_response.get(SCRIPT, account_id=account).headers.get("cf-entrypoint"), "index.js"
        ),
    )
    checks.call(
        "scripts.content.update",
        lambda: resource.content.update(
            SCRIPT, account_id=account, metadata={"main_module": "index.js"}, files=modules.greeting("two")
        ),
    )
    checks.call(
        "scripts.content.update keeps bindings",
        lambda: equal(
            names(resource.script_and_version_settings.get(SCRIPT, account_id=account)),
            ["DATA", "META", "NAME", "SECRET"],
        ),
    )


def settings(session: Session, checks: Checks) -> None:
    resource, account = session.client.workers.scripts, session.account
    both = resource.script_and_version_settings
    checks.call(
        "scripts.settings.edit",
        lambda: has(resource.settings.edit(SCRIPT, account_id=account, logpush=True, tags=["team:a"]), logpush=True),
    )
    checks.call("scripts.settings.get", lambda: has(resource.settings.get(SCRIPT, account_id=account), tags=["team:a"]))
    checks.call(
        "scripts.list by tag",
        lambda: contains(ended(resource.list(account_id=account, tags="team:a:yes")), "id", SCRIPT),
    )
    checks.call("scripts.script_and_version_settings.get", lambda: both.get(SCRIPT, account_id=account))
    changed = [{"type": "inherit", "name": name} for name in ("DATA", "META", "SECRET")]
    checks.call(
        "scripts.script_and_version_settings.edit",
        lambda: both.edit(SCRIPT, account_id=account, settings={"bindings": [modules.plain("NAME", "moon"), *changed]}),
    )
    checks.call(
        "scripts.script_and_version_settings.edit took effect",
        lambda: equal(texts(both.get(SCRIPT, account_id=account)), {"NAME": "moon"}),
    )
    subdomain = resource.subdomain
    checks.call(
        "scripts.subdomain.create",
        lambda: has(subdomain.create(SCRIPT, account_id=account, enabled=True), enabled=True, previews_enabled=True),
    )
    checks.call("scripts.subdomain.get", lambda: has(subdomain.get(SCRIPT, account_id=account), enabled=True))
    checks.call("scripts.subdomain.delete", lambda: has(subdomain.delete(SCRIPT, account_id=account), enabled=False))
    schedules = resource.schedules
    checks.call(
        "scripts.schedules.update",
        lambda: schedules.update(SCRIPT, account_id=account, body=[{"cron": "*/5 * * * *"}, {"cron": "0 0 * * 1"}]),
    )
    checks.call(
        "scripts.schedules.get",
        lambda: contains(schedules.get(SCRIPT, account_id=account).schedules, "cron", "0 0 * * 1"),
    )
    checks.call("scripts.schedules.update to none", lambda: schedules.update(SCRIPT, account_id=account, body=[]))


def secrets(session: Session, checks: Checks) -> None:
    resource = session.client.workers.scripts.secrets
    place: dict[str, Any] = {"script_name": SCRIPT, "account_id": session.account}
    checks.call(
        "scripts.secrets.update",
        lambda: has(resource.update(**place, **modules.secret("TOKEN", "hidden")), name="TOKEN", type="secret_text"),
    )
    listed = checks.call("scripts.secrets.list", lambda: contains(ended(resource.list(**place)), "name", "TOKEN"))
    checks.call("scripts.secrets.list hides values", lambda: lacks(needed(listed, "list"), "text", "hidden"))
    checks.call("scripts.secrets.get", lambda: has(resource.get("TOKEN", **place), name="TOKEN"))
    if hasattr(resource, "bulk_update"):
        checks.call(
            "scripts.secrets.bulk_update",
            lambda: resource.bulk_update(**place, secrets={"A": modules.secret("A", "1"), "TOKEN": None}),
        )
        checks.call("scripts.secrets.delete", lambda: resource.delete("A", **place))
    else:
        checks.call("scripts.secrets.delete", lambda: resource.delete("TOKEN", **place))
    checks.call("scripts.secrets.list after deletion", lambda: lacks(ended(resource.list(**place)), "name", "TOKEN"))
    names = [f"AT_ONCE_{number}" for number in range(8)]
    with ThreadPoolExecutor(len(names)) as clients:
        puts = [clients.submit(resource.update, **place, **modules.secret(name, "1")) for name in names]
    checks.call("scripts.secrets.update by eight clients at once", lambda: [put.result() for put in puts])
    kept = checks.call("scripts.secrets.list after eight at once", lambda: ended(resource.list(**place))) or []
    checks.expect("none of eight secrets at once is lost", {one.name for one in kept} >= set(names), str(kept))
    with ThreadPoolExecutor(len(names)) as clients:
        deletions = [clients.submit(resource.delete, name, **place) for name in names]
    checks.call("scripts.secrets.delete by eight clients at once", lambda: [one.result() for one in deletions])


def tails(session: Session, checks: Checks) -> None:
    resource, account = session.client.workers.scripts.tail, session.account
    made = checks.call("scripts.tail.create", lambda: session.create_tail(SCRIPT))
    checks.call("scripts.tail.get", lambda: resource.get(SCRIPT, account_id=account))
    tail = made.id if made else "none"
    checks.call("scripts.tail.delete", lambda: resource.delete(tail, account_id=account, script_name=SCRIPT))


def static_assets(session: Session, checks: Checks) -> None:
    files = {"/index.html": b"<h1>surface</h1>", "/style.css": b"h1{}"}
    token = checks.call(
        "scripts.assets.upload.create before the Worker exists", lambda: assets.upload(session, SITE, files)
    )
    checks.call(
        "scripts.update of assets alone",
        lambda: session.client.workers.scripts.update(
            SITE,
            account_id=session.account,
            metadata={"assets": {"jwt": needed(token, "token")}, "compatibility_date": "2025-01-01"},
        ),
    )
    checks.call("assets that are there need no upload", lambda: assets.upload(session, SITE, files))


def deletion(session: Session, checks: Checks) -> None:
    resource, account = session.client.workers.scripts, session.account
    for script in (SCRIPT, OLD, SITE):
        checks.call(f"scripts.delete {script}", lambda name=script: resource.delete(name, account_id=account))
    checks.call("scripts.list after deletion", lambda: lacks(ended(resource.list(account_id=account)), "id", SCRIPT))


def includes(text: str, wanted: str) -> str:
    assert wanted in text, f"{text[:100]!r} does not hold {wanted!r}"
    return text


def names(found: Any) -> list[str]:
    return sorted(binding.name for binding in found.bindings)


def texts(found: Any) -> dict[str, str]:
    return {binding.name: binding.text for binding in found.bindings if binding.type == "plain_text"}
