"""Accounts and access, key-value namespaces, routes and custom domains."""

from __future__ import annotations

from typing import Any

import modules
from checks import Checks, needed
from session import Session, ended

SCRIPT = "routed"


def access(session: Session, checks: Checks) -> None:
    client = session.client
    checks.call("user.tokens.verify", lambda: is_active(client.user.tokens.verify()))
    checks.call("user.get", client.user.get)
    checks.call("accounts.list ends", lambda: contains(ended(client.accounts.list()), "id", session.account))
    checks.call("accounts.get", lambda: client.accounts.get(account_id=session.account))
    checks.call("memberships.list ends", lambda: at_least_one(ended(client.memberships.list())))
    checks.call("zones.list ends", session.zone_id)
    checks.call("workers.subdomains.get", lambda: client.workers.subdomains.get(account_id=session.account))


def key_values(session: Session, checks: Checks) -> None:
    namespaces, account = session.client.kv.namespaces, session.account
    made = checks.call("kv.namespaces.create", lambda: namespaces.create(account_id=account, title="surface"))
    place: dict[str, Any] = {"account_id": account, "namespace_id": made.id if made else "none"}
    checks.call("kv.namespaces.get", lambda: has(namespaces.get(**place), title="surface"))
    checks.call("kv.namespaces.update", lambda: namespaces.update(**place, title="renamed"))
    checks.call(
        "kv.namespaces.list ends",
        lambda: contains(ended(namespaces.list(account_id=account, per_page=1)), "title", "renamed"),
    )
    checks.call(
        "kv.namespaces.values.update with metadata",
        lambda: namespaces.values.update("a key/with: signs", **place, value=b"one", metadata={"a": 1}),
    )
    checks.call(
        "kv.namespaces.values.get",
        lambda: equal(namespaces.values.get("a key/with: signs", **place).read(), b"one"),
    )
    checks.call(
        "kv.namespaces.metadata.get", lambda: equal(namespaces.metadata.get("a key/with: signs", **place), {"a": 1})
    )
    several = [{"key": f"k{number}", "value": str(number)} for number in range(25)]
    checks.call("kv.namespaces.keys.bulk_update", lambda: namespaces.keys.bulk_update(**place, body=several))
    checks.call(
        "kv.namespaces.keys.list ends, by cursor",
        lambda: equal(len(ended(namespaces.keys.list(**place, prefix="k", limit=10))), 25),
    )
    checks.call(
        "kv.namespaces.keys.bulk_get",
        lambda: equal(dict(namespaces.keys.bulk_get(**place, keys=["k1", "k2"]).values), {"k1": "1", "k2": "2"}),
    )
    checks.call("kv.namespaces.keys.bulk_delete", lambda: namespaces.keys.bulk_delete(**place, body=["k0", "k1", "k2"]))
    checks.call("kv.namespaces.values.delete", lambda: namespaces.values.delete("k3", **place))
    checks.call(
        "kv.namespaces.keys.list after deletions",
        lambda: equal(len(ended(namespaces.keys.list(**place, prefix="k"))), 21),
    )
    checks.call("kv.namespaces.delete", lambda: namespaces.delete(**place))


def routes(session: Session, checks: Checks) -> None:
    workers = session.client.workers
    checks.call(
        "scripts.update of a Worker with routes",
        lambda: workers.scripts.update(
            SCRIPT, account_id=session.account, metadata=modules.metadata(), files=modules.greeting("routed")
        ),
    )
    zone = checks.call("the zone's id", session.zone_id) or "none"
    pattern = f"{session.zone}/surface/*"
    made = checks.call("routes.create", lambda: workers.routes.create(zone_id=zone, pattern=pattern, script=SCRIPT))
    route = made.id if made else "none"
    checks.call("routes.get", lambda: has(workers.routes.get(route, zone_id=zone), pattern=pattern, script=SCRIPT))
    checks.call("routes.list", lambda: contains(ended(workers.routes.list(zone_id=zone)), "id", route))
    checks.call(
        "routes.update",
        lambda: workers.routes.update(route, zone_id=zone, pattern=f"{session.zone}/changed/*", script=SCRIPT),
    )
    checks.call("routes.delete", lambda: workers.routes.delete(route, zone_id=zone))
    checks.call("routes.list after deletion", lambda: lacks(ended(workers.routes.list(zone_id=zone)), "id", route))


def domains(session: Session, checks: Checks) -> None:
    resource, account = session.client.workers.domains, session.account
    hostname = f"surface.{session.zone}"

    def attach() -> Any:
        # Older releases require the environment, newer ones do not know it.
        return resource.update(
            account_id=account,
            hostname=hostname,
            service=SCRIPT,
            zone_id=session.zone_id(),
            extra_body={"environment": "production"},
        )

    made = checks.call("domains.update", attach)
    domain = getattr(made, "id", None) or "none"
    checks.call("domains.get", lambda: has(resource.get(domain, account_id=account), hostname=hostname, service=SCRIPT))
    checks.call("domains.list", lambda: contains(ended(resource.list(account_id=account)), "hostname", hostname))
    checks.call(
        "domains.list by service",
        lambda: contains(ended(resource.list(account_id=account, service=SCRIPT)), "hostname", hostname),
    )
    checks.call("domains.delete", lambda: resource.delete(domain, account_id=account))
    checks.call(
        "domains.list after deletion",
        lambda: lacks(ended(resource.list(account_id=account)), "hostname", hostname),
    )


def is_active(token: Any) -> Any:
    return has(token, status="active")


def has(found: Any, **fields: Any) -> Any:
    """The object found, if its fields have these values."""
    needed(found, "result")
    wrong = {name: getattr(found, name, None) for name, value in fields.items() if getattr(found, name, None) != value}
    assert not wrong, f"{wrong} instead of {fields}"
    return found


def equal(found: Any, wanted: Any) -> Any:
    assert found == wanted, f"{found!r} instead of {wanted!r}"
    return found


def at_least_one(items: list[Any]) -> list[Any]:
    assert items, "the list is empty"
    return items


def contains(items: list[Any], field: str, value: Any) -> list[Any]:
    assert value in [getattr(item, field) for item in items], f"no {field} is {value!r}"
    return items


def lacks(items: list[Any], field: str, value: Any) -> list[Any]:
    assert value not in [getattr(item, field, None) for item in items], f"{field} {value!r} is still there"
    return items
