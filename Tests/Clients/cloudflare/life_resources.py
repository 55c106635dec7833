"""Triggers, service bindings, assets, tails and deletion, each seen in traffic."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import assets
import modules
from checks import Checks, needed
from life_releases import SCRIPT, Releases
from session import Session
from traffic import Answer, Gateway

sys.path.append(str(Path(__file__).resolve().parent.parent / "wrangler"))
from tail import Tail

SITE = "site"
FRONT = "front"
POLL_SECONDS = 1
TAIL_SECONDS = 10
FILES = {
    "/index.html": b"<h1>home</h1>",
    "/about.html": b"<h1>about</h1>",
    "/404.html": b"<h1>lost</h1>",
    "/style.css": b"h1 { color: teal }",
}


class Resources:
    """What surrounds the Worker `hello`."""

    def __init__(self, session: Session, checks: Checks, gateway: Gateway, releases: Releases) -> None:
        self.session, self.checks, self.gateway, self.releases = session, checks, gateway, releases
        self.site_host = releases.host.replace(SCRIPT, SITE, 1)
        self.front_host = releases.host.replace(SCRIPT, FRONT, 1)

    def run(self, cron_wait: int) -> None:
        self._cron(cron_wait)
        self._route()
        self._domain()
        self._service()
        self._tail()
        self._assets()
        self._deletion()

    def _cron(self, wait: int) -> None:
        client, account = self.session.client, self.session.account
        schedules = client.workers.scripts.schedules
        self.checks.call(
            "a cron trigger",
            lambda: schedules.update(SCRIPT, account_id=account, body=[{"cron": "* * * * *"}]),
        )
        if wait:
            self.checks.call("it runs", lambda: self._cron_ran(wait))
        self.checks.call("no cron trigger", lambda: schedules.update(SCRIPT, account_id=account, body=[]))

    def _cron_ran(self, wait: int) -> None:
        """Waits for what the scheduled handler writes."""
        place = {"account_id": self.session.account, "namespace_id": needed(self.releases.namespace, "namespace")}
        listed = self.session.client.kv.namespaces.keys
        deadline = time.monotonic() + wait
        while not any(key.name == "cron" for key in listed.list(**place, prefix="cron")):
            assert time.monotonic() < deadline, f"nothing ran within {wait} s"
            time.sleep(POLL_SECONDS)
        event = json.loads(self.session.client.kv.namespaces.values.get("cron", **place).read())
        assert event["cron"] == "* * * * *" and event["time"] % 60_000 == 0, event

    def _route(self) -> None:
        routes, zone = self.session.client.workers.routes, self.session.zone
        zone_id = self.checks.call("the zone", self.session.zone_id) or "none"
        made = self.checks.call(
            "a route", lambda: routes.create(zone_id=zone_id, pattern=f"{zone}/api/*", script=SCRIPT)
        )
        self.checks.call("it is served", lambda: self._says(self.gateway.get(zone, "/api/x"), "two", "/api/x"))
        self.checks.call("what it does not match is not", lambda: self._not_served(self.gateway.get(zone, "/other")))
        self.checks.call("the route goes", lambda: routes.delete(needed(made, "route").id, zone_id=zone_id))
        self.checks.call("and serves no more", lambda: self._not_served(self.gateway.get(zone, "/api/x")))

    def _domain(self) -> None:
        domains, hostname = self.session.client.workers.domains, f"app.{self.session.zone}"
        place = {"account_id": self.session.account}
        made = self.checks.call(
            "a custom domain",
            lambda: domains.update(
                **place,
                hostname=hostname,
                service=SCRIPT,
                zone_id=self.session.zone_id(),
                extra_body={"environment": "production"},
            ),
        )
        self.checks.call("it is served", lambda: self._says(self.gateway.get(hostname, "/any"), "two", "/any"))
        self.checks.call("the domain goes", lambda: domains.delete(needed(made, "domain").id, **place))
        self.checks.call("and serves no more", lambda: self._not_served(self.gateway.get(hostname, "/any")))

    def _service(self) -> None:
        back = {"type": "service", "name": "BACK", "service": SCRIPT}
        self._publish(FRONT, modules.metadata("front.js", bindings=[back]), modules.front())
        self.checks.call("a service binding reaches the other Worker", lambda: self._fronted("two"))
        one = {needed(self.releases.one, "version"): 100}
        self.checks.call("the other Worker rolls back", lambda: self.session.deploy(SCRIPT, one, force=True))
        self.checks.call("the binding follows its deployment", lambda: self._fronted("one"))
        self.checks.call("but is no version of the caller", lambda: self._versions(FRONT, 1))

    def _publish(self, script: str, metadata: dict[str, Any], files: list[modules.File]) -> None:
        scripts, account = self.session.client.workers.scripts, self.session.account
        self.checks.call(
            f"first deploy of {script}",
            lambda: scripts.update(script, account_id=account, metadata=metadata, files=files),
        )
        self.checks.call(
            f"workers.dev for {script}", lambda: scripts.subdomain.create(script, account_id=account, enabled=True)
        )

    def _fronted(self, release: str) -> None:
        found = self.releases.seen(self.front_host)
        assert found["front"] and found["back"]["release"] == release, found

    def _versions(self, script: str, count: int) -> None:
        listed = list(self.session.client.workers.scripts.versions.list(script, account_id=self.session.account))
        assert len(listed) == count, f"{len(listed)} versions instead of {count}"

    def _tail(self) -> None:
        made = self.checks.call("a tail", lambda: self.session.create_tail(SCRIPT))
        self.checks.call("it shows requests", lambda: self._tailed(needed(made, "tail").url))
        tail = made.id if made else "none"
        self.checks.call(
            "the tail goes",
            lambda: self.session.client.workers.scripts.tail.delete(
                tail, account_id=self.session.account, script_name=SCRIPT
            ),
        )

    def _tailed(self, url: str) -> None:
        """Opens the WebSocket as wrangler does, sends a request, and waits for its event."""
        with Tail(url, {"connection": "Upgrade", "upgrade": "websocket", "sec-websocket-version": "13",
                        "sec-websocket-protocol": "trace-v1"}) as tail:  # fmt: skip
            tail.send(1, b'{"debug":false}')
            tail.expect_open()
            self.releases.seen(path="/tailed")
            frame = tail.receive(TAIL_SECONDS)
            assert frame is not None, f"no event within {TAIL_SECONDS} s"
            event = json.loads(frame[1])
            assert event["scriptName"] == SCRIPT and event["outcome"] == "ok", event
            assert event["event"]["request"]["url"].endswith("/tailed"), event["event"]
            assert event["event"]["response"]["status"] == 200, event["event"]
            assert event["scriptVersion"]["id"] == self.releases.one, event["scriptVersion"]
            tail.close()

    def _assets(self) -> None:
        token = self.checks.call("assets before the Worker exists", lambda: assets.upload(self.session, SITE, FILES))
        config = {
            "not_found_handling": "404-page",
            "run_worker_first": ["/through"],
            "_headers": "/style.css\n  X-Style: yes\n",
            "_redirects": "/old /about 301\n",
        }
        metadata = modules.metadata(
            "site.js",
            assets={"jwt": token or "none", "config": config},
            bindings=[{"type": "assets", "name": "ASSETS"}],
        )
        self._publish(SITE, metadata, modules.site())
        for what, path, wanted in [
            ("the page of the folder", "/", b"<h1>home</h1>"),
            ("a page without its extension", "/about", b"<h1>about</h1>"),
            ("a file", "/style.css", FILES["/style.css"]),
            ("a file through the Worker", "/through", b"<h1>home</h1>"),
        ]:
            self.checks.call(f"assets: {what}", lambda path=path, wanted=wanted: self._holds(path, wanted))
        self.checks.call("assets: ETag and ranges", self._conditional)
        self.checks.call("assets: own headers", lambda: self._header("/style.css", "X-Style", "yes"))
        self.checks.call("assets: content type", lambda: self._header("/style.css", "Content-Type", "text/css"))
        self.checks.call("assets: redirects", self._redirected)
        replaced = self.checks.call(
            "assets of a second version",
            lambda: assets.upload(self.session, SITE, {**FILES, "/index.html": b"<h1>new</h1>"}),
        )
        newer = {**metadata, "assets": {"jwt": replaced or "none", "config": config}}
        made = self.checks.call(
            "a second version of the site",
            lambda: self.session.create_version(SITE, metadata=newer, files=modules.site()),
        )
        self.checks.call("the site has not changed", lambda: self._holds("/", b"<h1>home</h1>"))
        self.checks.call(
            "the second version serves", lambda: self.session.deploy(SITE, {needed(made, "version")["id"]: 100})
        )
        self.checks.call("with its assets", lambda: self._holds("/", b"<h1>new</h1>"))

    def _holds(self, path: str, wanted: bytes) -> None:
        answer = self.gateway.get(self.site_host, path)
        assert (answer.status, answer.body) == (200, wanted), f"{answer.status} {answer.body[:200]!r}"

    def _header(self, path: str, name: str, wanted: str) -> None:
        found = self.gateway.get(self.site_host, path).headers.get(name, "")
        assert found.startswith(wanted), f"{name} is {found!r}"

    def _conditional(self) -> None:
        whole = self.gateway.get(self.site_host, "/style.css")
        etag = whole.headers.get("ETag")
        assert etag, "there is no ETag"
        again = self.gateway.get(self.site_host, "/style.css", {"If-None-Match": etag})
        assert (again.status, again.body) == (304, b""), again.status
        part = self.gateway.get(self.site_host, "/style.css", {"Range": "bytes=0-3"})
        assert (part.status, part.body) == (206, whole.body[:4]), f"{part.status} {part.body[:20]!r}"

    def _redirected(self) -> None:
        answer = self.gateway.get(self.site_host, "/old")
        found = (answer.status, answer.headers.get("Location"))
        assert found == (301, "/about"), found

    def _deletion(self) -> None:
        scripts, account = self.session.client.workers.scripts, self.session.account
        for script in (FRONT, SITE, SCRIPT):
            self.checks.call(f"{script} is deleted", lambda name=script: scripts.delete(name, account_id=account))
        for host in (self.releases.host, self.site_host, self.front_host):
            self.checks.call(f"{host} is served no more", lambda host=host: self._not_served(self.gateway.get(host)))

    @staticmethod
    def _says(answer: Answer, release: str, path: str) -> None:
        found = answer.json()
        assert (found["release"], found["path"]) == (release, path), found

    @staticmethod
    def _not_served(answer: Answer) -> None:
        assert answer.status >= 400 and b'"release"' not in answer.body, f"{answer.status} {answer.body[:200]!r}"
