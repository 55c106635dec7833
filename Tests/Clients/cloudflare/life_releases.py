"""First deploy, versions, previews, splits, rollback and versioned secrets, each seen in traffic."""

from __future__ import annotations

from typing import Any

import modules
from checks import Checks, needed
from session import Session
from traffic import Gateway

SCRIPT = "hello"
KEYS = [f"visitor-{number}" for number in range(200)]
TOLERANCE = 0.1
"""How far the share of 200 keys may be from the promised one: more than three standard deviations."""


class Releases:
    """The Worker `hello` from its first deploy on."""

    def __init__(self, session: Session, checks: Checks, gateway: Gateway, domain: str) -> None:
        self.session, self.checks, self.gateway = session, checks, gateway
        self.host = f"{SCRIPT}.{domain}"
        self.suffix = f"-{SCRIPT}.{domain}"
        self.namespace: str | None = None
        self.one: str | None = None
        self.two: str | None = None

    def run(self) -> None:
        self._first_deploy()
        self._upload_and_preview()
        self._smoke_test()
        self._ramp()
        self._rollback()
        self._secrets()

    def seen(self, host: str | None = None, path: str = "/", **headers: str) -> dict[str, Any]:
        """What the Worker says to one request."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.gateway.get(host or self.host, path, fields)
        assert answer.status == 200, f"status {answer.status}: {answer.body[:200]!r}"
        return answer.json()

    def serves(self, what: str, **wanted: Any) -> None:
        """A check that the Worker's own host shows these values, ten times in a row."""

        def look() -> None:
            for _ in range(10):
                found = self.seen()
                wrong = {name: found.get(name) for name, value in wanted.items() if found.get(name) != value}
                assert not wrong, f"{wrong} instead of {wanted}"

        self.checks.call(what, look)

    def bindings(self, secret: str | None = None) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = [
            modules.plain("NAME", "world"),
            {"type": "version_metadata", "name": "META"},
            {"type": "kv_namespace", "name": "CACHE", "namespace_id": needed(self.namespace, "namespace")},
        ]
        return [*listed, modules.secret("SECRET", secret)] if secret else listed

    def upload(self, release: str, secret: str | None = None, **annotations: str) -> str:
        """Uploads a version without deploying it, and returns its id."""
        metadata = modules.metadata(bindings=self.bindings(secret), annotations=annotations)
        return self.session.create_version(SCRIPT, metadata=metadata, files=modules.greeting(release))["id"]

    def _first_deploy(self) -> None:
        session, checks = self.session, self.checks
        scripts = session.client.workers.scripts
        space = checks.call(
            "a KV namespace", lambda: session.client.kv.namespaces.create(account_id=session.account, title="life")
        )
        self.namespace = space.id if space else None
        checks.call("first deploy", lambda: scripts.update(
            SCRIPT,
            account_id=session.account,
            metadata=modules.metadata(bindings=self.bindings("first")),
            files=modules.greeting("one"),
        ))  # fmt: skip
        checks.call(
            "workers.dev is switched on",
            lambda: scripts.subdomain.create(SCRIPT, account_id=session.account, enabled=True, previews_enabled=True),
        )
        hosts = checks.call("the Worker's hosts", lambda: session.worker_hosts(SCRIPT))
        if hosts:
            checks.expect("the host is ours", hosts[0].split(":")[0] == self.host, f"{hosts[0]} is not {self.host}")
            self.host, self.suffix = hosts
        active = checks.call("the active deployment", lambda: session.deployments(SCRIPT)[0])
        self.one = active.versions[0].version_id if active else None
        self.serves("the first version serves", release="one", version=self.one, secret="first", name="world")

    def _upload_and_preview(self) -> None:
        self.two = self.checks.call(
            "upload of a second version", lambda: self.upload("two", workers_tag="t2", workers_alias="staging")
        )
        self.serves("an upload changes no traffic", release="one", version=self.one)
        self.checks.call("preview by version", lambda: self._previewed(needed(self.two, "version")[:8]))
        self.checks.call("preview by alias", lambda: self._previewed("staging"))

    def _previewed(self, prefix: str) -> None:
        found = self.seen(f"{prefix}{self.suffix}")
        assert (found["release"], found["version"], found["tag"]) == ("two", self.two, "t2"), found

    def _deploy(self, what: str, shares: dict[str | None, float], **arguments: Any) -> None:
        wanted = {needed(version, "version"): share for version, share in shares.items()} if None not in shares else {}
        self.checks.call(
            what, lambda: self.session.deploy(SCRIPT, needed(wanted or None, "version"), what, **arguments)
        )

    def _smoke_test(self) -> None:
        self._deploy("the second version at 0 %", {self.one: 100, self.two: 0})
        self.serves("a share of 0 % serves nobody", release="one")
        self.checks.call("the override header reaches it", lambda: self._overridden(self.two, "two"))
        self.checks.call(
            "an override of a version outside of the deployment is ignored", lambda: self._overridden("0" * 36, "one")
        )

    def _overridden(self, version: str | None, release: str) -> None:
        header = f'{SCRIPT}="{version}"'
        found = [self.seen(Cloudflare_Workers_Version_Overrides=header)["release"] for _ in range(10)]
        assert set(found) == {release}, found

    def _ramp(self) -> None:
        moved: set[str] = set()
        for share in (10, 50, 100):
            shares = {self.one: 100 - share, self.two: share} if share < 100 else {self.two: 100}
            self._deploy(f"the second version at {share} %", shares)
            moved = (
                self.checks.call(
                    f"{share} % of the keys, and none comes back",
                    lambda share=share, before=moved: self._moved(share, before),
                )
                or moved
            )
        self.serves("the second version serves all", release="two", version=self.two)

    def _moved(self, share: int, before: set[str]) -> set[str]:
        """The keys that the second version serves; each is asked twice."""
        now = {key for key in KEYS if self._keyed(key) == "two"}
        assert before <= now, f"{len(before - now)} keys went back to the old version"
        assert abs(len(now) / len(KEYS) - share / 100) <= TOLERANCE, f"{len(now)} of {len(KEYS)} keys at {share} %"
        return now

    def _keyed(self, key: str) -> str:
        first, second = (self.seen(Cloudflare_Workers_Version_Key=key)["release"] for _ in range(2))
        assert first == second, f"{key} got {first}, then {second}"
        return first

    def _rollback(self) -> None:
        values = self.session.client.kv.namespaces.values
        place = {"account_id": self.session.account, "namespace_id": self.namespace or "none"}
        self.checks.call("a value from outside", lambda: values.update("cached", **place, value=b"kept"))
        self.checks.call("a value from the Worker", lambda: self.seen(path="/write?value=inside"))
        self.checks.call(
            "the API sees the Worker's value", lambda: same(values.get("written", **place).read(), b"inside")
        )
        self._deploy("rollback", {self.one: 100})
        self.serves("the old version serves, stored values stay", release="one", cached="kept", written="inside")

    def _secrets(self) -> None:
        session, checks = self.session, self.checks
        place: dict[str, Any] = {"script_name": SCRIPT, "account_id": session.account}
        secrets = session.client.workers.scripts.secrets
        checks.call(
            "a secret is refused while the latest version is not deployed",
            lambda: refused(10215, lambda: secrets.update(**place, **modules.secret("SECRET", "second"))),
        )
        self._deploy("the latest version again", {self.two: 100})
        checks.call("a secret", lambda: secrets.update(**place, **modules.secret("SECRET", "second")))
        self.serves("the new secret is served with the code of the latest version", release="two", secret="second")
        checks.call(
            "a rollback over it is refused",
            lambda: refused(10220, lambda: session.deploy(SCRIPT, {needed(self.two, "version"): 100})),
        )
        self._deploy("the rollback with force", {self.two: 100}, force=True)
        self.serves("the old secret is served again", release="two", secret="first")
        path = f"/accounts/{session.account}/workers/workers/{SCRIPT}/versions/latest"
        patch = {"env": {"SECRET": modules.secret("SECRET", "third")}, "annotations": {"workers/message": "rotated"}}
        made = checks.call(
            "a secret in a version of its own", lambda: session.client.patch(path, cast_to=object, body=patch)
        )
        self.serves("it changes no traffic", secret="first")
        version = made["result"]["id"] if isinstance(made, dict) else None
        self._deploy("that version", {version: 100})
        self.serves("its secret is served", release="two", secret="third", version=version)


def same(found: Any, wanted: Any) -> None:
    assert found == wanted, f"{found!r} instead of {wanted!r}"


def refused(code: int, action: Any) -> None:
    """Does what must be refused with this code."""
    try:
        action()
    except Exception as error:
        codes = [getattr(one, "code", None) for one in getattr(error, "errors", [])]
        assert codes[:1] == [code], f"refused with {codes} instead of {code}: {error}"
    else:
        raise AssertionError(f"was done instead of refused with {code}")
