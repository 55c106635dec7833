#!/usr/bin/env python3
"""The pages in a real browser: sign in, deploy a split, roll back, release a service; what other sites may not do.

The server has a worker `probe` whose path `/version` answers with the version's number: version 1 is in force, version 2
was never deployed. The exit code is 1 when anything failed; the last line is a count.
"""

from __future__ import annotations

import argparse
import http.server
import os
import sys
import threading
from collections import Counter
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

sys.path.append(str(Path(__file__).parent.parent / "cloudflare"))
from checks import Checks  # noqa: E402
from traffic import Gateway  # noqa: E402

import services  # noqa: E402

LIMIT_MILLISECONDS = 10_000
REQUESTS = 100
NARROW = {"width": 360, "height": 740}


class Site:
    """The server under test, as a person at a browser knows it."""

    def __init__(self, address: str, token: str, gateway: Gateway, checks: Checks) -> None:
        self.address, self.token, self.gateway, self.checks = address, token, gateway, checks

    def sign_in(self, page: Page) -> None:
        page.goto(f"{self.address}/workers/probe")
        page.get_by_label("Access token").fill(self.token)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{self.address}/workers/probe")

    def served(self) -> Counter[str]:
        """Which versions answer, by how many of the requests."""
        return Counter(self.gateway.get("probe.localhost", "/version").body.decode() for _ in range(REQUESTS))

    def deployments(self, page: Page) -> int:
        """How many deployments the page lists."""
        page.goto(f"{self.address}/workers/probe")
        return page.get_by_role("table", name="Deployments of probe").locator("tbody tr").count()


def signing_in(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/workers/probe")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("Access token").fill("slc_wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("token_unknown")
    assert not context.cookies(), "a wrong token gives no cookie"
    site.sign_in(page)
    (cookie,) = context.cookies()
    assert cookie["name"] == "__Host-sluice-session", cookie["name"]
    assert cookie["secure"] and cookie["httpOnly"] and cookie["sameSite"] == "Strict", "attributes"
    assert site.token not in page.url and site.token not in page.content()
    page.close()


def splitting(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/")
    page.get_by_role("link", name="probe").click()
    page.get_by_role("link", name="Deploy version 2").click()
    share = "Share of version {} in per cent"
    expect(page.get_by_label(share.format(2))).to_have_value("100")
    page.get_by_label(share.format(2)).fill("60")
    page.get_by_role("button", name="Deploy").click()
    expect(page.get_by_role("alert")).to_contain_text("split_sum_off")
    expect(page.get_by_label(share.format(2))).to_have_value("60")
    assert site.served() == Counter({"1": REQUESTS}), "a refused form changes nothing"
    page.get_by_label(share.format(1)).fill("40")
    page.get_by_label("Message").fill("a <b>canary</b>")
    page.get_by_role("button", name="Deploy").click()
    expect(page.get_by_role("status")).to_contain_text("Deployment 2 is in force")
    row = page.get_by_role("table", name="Deployments of probe").locator("tbody tr").first
    expect(row).to_contain_text("a <b>canary</b>")
    expect(row).to_contain_text("via dashboard")
    served = site.served()
    assert set(served) == {"1", "2"}, served
    page.reload()
    assert site.deployments(page) == 2, "loading the page again deploys nothing again"
    page.close()


def rolling_back(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/workers/probe")
    page.get_by_role("link", name="Roll back…", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Brings back deployment 1")
    expect(page.get_by_role("row", name="2 60 % –")).to_be_visible()
    page.get_by_role("button", name="Roll back").click()
    expect(page.get_by_role("status")).to_contain_text("Deployment 3 is in force: version 1.")
    assert site.served() == Counter({"1": REQUESTS})
    page.close()


def stale(site: Site, context: BrowserContext) -> None:
    old, new = context.new_page(), context.new_page()
    old.goto(f"{site.address}/workers/probe/deploy?version=1")
    new.goto(f"{site.address}/workers/probe/deploy?version=2")
    new.get_by_role("button", name="Deploy").click()
    expect(new.get_by_role("status")).to_contain_text("Deployment 4 is in force: version 2.")
    old.get_by_role("button", name="Deploy").click()
    expect(old.get_by_role("alert")).to_contain_text("The worker changed since you opened this form")
    expect(old.get_by_role("alert")).to_contain_text("Deployment 4 by admin via dashboard")
    assert site.served() == Counter({"2": REQUESTS})
    old.close()
    new.close()


def foreign(site: Site, context: BrowserContext) -> None:
    """A page on another port of the same host, to which the browser sends the cookie as well."""
    page = context.new_page()
    site.sign_in(page)
    before = site.deployments(page)
    page.goto(f"{site.address}/workers/probe/deploy?version=1")
    fields = "".join(
        f'<input name="{field.get_attribute("name")}" value="{field.input_value()}">'
        for field in page.locator("form.edit input").all()
    )
    document = (
        f'<form method="post" action="{site.address}/workers/probe/deploy">{fields}<button>Win</button></form>'
        f'<iframe src="{site.address}/"></iframe>'
    )
    with other_site(document) as address:
        page.goto(address)
        with page.expect_response(f"{site.address}/workers/probe/deploy") as sent:
            page.get_by_role("button", name="Win").click()
        assert sent.value.status == 403, sent.value.status
        assert "__Host-sluice-session" in sent.value.request.all_headers().get("cookie", ""), "the cookie came along"
        expect(page.get_by_role("main")).to_contain_text("origin_foreign")
        page.goto(address)
        asked = page.evaluate(
            """address => fetch(address, {method: "POST", mode: "no-cors", credentials: "include"})
                .then(answer => answer.type, () => "failed")""",
            f"{site.address}/workers/probe/rollback",
        )
        assert asked in ("opaque", "failed"), asked
        frames = [frame for frame in page.frames if frame != page.main_frame]
        assert all("Workers" not in frame.content() for frame in frames), "a foreign page frames none of ours"
    assert site.deployments(page) == before, "nothing was deployed"
    assert site.served() == Counter({"2": REQUESTS})
    page.close()


def narrow(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.set_viewport_size(NARROW)
    paths = ["/", "/workers/probe", "/workers/probe/deploy", "/workers/probe/rollback", "/sign-in", "/workers/none"]
    paths += [f"/services/greetings{page}" for page in ("", "/publish", "/alias?alias=prod", "/delete?version=1")]
    for path in paths:
        page.goto(f"{site.address}{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"], f"{path} is {width} wide"
    page.close()


def keyboard(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/workers/probe/deploy?version=1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    for path in ("/workers/probe/deploy?version=1", "/services/greetings/alias"):
        page.goto(f"{site.address}{path}")
        unnamed = page.evaluate(
            """[...document.querySelectorAll("input:not([type=hidden])")].filter(input => !input.labels.length).length"""
        )
        assert unnamed == 0, f"{path}: {unnamed} fields without a label"
    page.close()


def signing_out(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not context.cookies()
    page.goto(f"{site.address}/workers/probe")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.close()


class other_site:
    """Serves one document at a free port of this host while the body runs."""

    def __init__(self, document: str) -> None:
        content = f"<!doctype html><title>Other</title>{document}".encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_address[1]}/"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--control", required=True, help="http://127.0.0.1:PORT of the control listener")
    parser.add_argument("--gateway", required=True, help="http://127.0.0.1:PORT of the traffic listener")
    parser.add_argument("--token", required=True, help="a token that may do everything")
    parser.add_argument("--browser", default="/usr/bin/chromium", metavar="PROGRAM")
    options = parser.parse_args()
    checks = Checks()
    site = Site(options.control, options.token, Gateway(options.gateway), checks)
    expect.set_options(timeout=LIMIT_MILLISECONDS)
    # The browser's own sandbox does not start as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=arguments)
        plain = browser.new_context(java_script_enabled=False)
        scripted = browser.new_context()
        complaints: list[str] = []
        for context in (plain, scripted):
            context.set_default_timeout(LIMIT_MILLISECONDS)
        plain.on("console", lambda message: complaints.append(message.text))
        checks.call("without scripts: sign in", lambda: signing_in(site, plain))
        checks.call("without scripts: deploy a split", lambda: splitting(site, plain))
        checks.call("without scripts: roll back", lambda: rolling_back(site, plain))
        checks.call("without scripts: a form from an older state", lambda: stale(site, plain))
        release = lambda: services.releasing(site.address, site.token, plain)  # noqa: E731
        checks.call("without scripts: publish, canary, primary and deletion", release)
        checks.call("a foreign page", lambda: foreign(site, scripted))
        checks.call("narrow screens", lambda: narrow(site, scripted))
        checks.call("keyboard and labels", lambda: keyboard(site, scripted))
        checks.call("without scripts: sign out", lambda: signing_out(site, plain))
        blocked = [text for text in complaints if "Content Security Policy" in text]
        checks.expect("the pages' own policy blocks nothing of theirs", not blocked, "\n".join(blocked))
        browser.close()
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
