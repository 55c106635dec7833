#!/usr/bin/env python3
"""Prefect's pages and other sites' pages in a real browser, in front of Sluice.

The deployment NAME with the identity ID is there. Its page is opened and a run of it is started; then pages of other
origins try all that a page can to make a deployment, and must not. The exit code is 1 when anything failed; the last
line is a count.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Response, expect, sync_playwright

sys.path.append(str(Path(__file__).parent.parent / "cloudflare"))
from checks import Checks  # noqa: E402
from pages import other_site  # noqa: E402

LIMIT_MILLISECONDS = 20_000
NAME = "foreign"

# What a page may try, each with the answer that it sees: "refused" unless something was let through.
ATTEMPTS = """async ([address, flow, name]) => {
    const body = JSON.stringify({name, flow_id: flow});
    const sent = async (path, options) => {
        try {
            const answer = await fetch(address + path, options);
            return answer.type === "opaque" ? "opaque" : `answered ${answer.status}`;
        } catch { return "refused"; }
    };
    const socket = path => new Promise(done => {
        const opened = new WebSocket(address.replace("http", "ws") + path, "prefect");
        opened.onopen = () => done("opened");
        opened.onerror = () => done("refused");
    });
    const json = {"Content-Type": "application/json"};
    return {
        read: await sent("/api/admin/version", {}),
        json: await sent("/api/deployments/", {method: "POST", headers: json, body}),
        plain: await sent("/api/deployments/", {method: "POST", mode: "no-cors", body}),
        untyped: await sent("/api/deployments/", {method: "POST", mode: "no-cors", body: new Blob([body])}),
        socket: await socket("/api/events/in"),
    };
}"""


class Prefect:
    """A server's API, without a browser."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, path: str, body: object) -> list[dict]:
        request = urllib.request.Request(
            f"{self.address}/api{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def deployments(self) -> set[str]:
        return {one["name"] for one in self.ask("/deployments/filter", {})}

    def runs(self, deployment: str) -> list[dict]:
        return self.ask("/flow_runs/filter", {"deployments": {"id": {"any_": [deployment]}}})


def pages(address: str, upstream: Prefect, deployment: str, name: str, context: BrowserContext) -> None:
    """Prefect's own pages ask their own origin, show the deployment, and start a run of it."""
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{address}/v2/deployments/deployment/{deployment}")
    expect(page.get_by_text(name, exact=True).first).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    with page.expect_response(lambda answer: answer.url.endswith("/create_flow_run")) as made:
        page.get_by_role("menuitem", name="Quick run").click()
    assert made.value.status == 201, made.value.status
    assert [run["id"] for run in upstream.runs(deployment)] == [made.value.json()["id"]]
    asked = [answer for answer in answers if urlsplit(answer.url).path.startswith("/api/")]
    assert asked and all(answer.url.startswith(address) for answer in asked), [answer.url for answer in asked]
    failed = [f"{answer.status} {answer.url}" for answer in asked if answer.status >= 400]
    assert not failed, failed
    page.close()


def foreign(target: str, flow: str, host: str, upstream: Prefect, context: BrowserContext) -> None:
    """A page of another origin gets nothing and changes nothing."""
    before = upstream.deployments()
    head, tail = json.dumps({"name": NAME, "flow_id": flow})[:-1] + ', "description": "', '"}'
    document = (
        f"<form method=post enctype=text/plain action='{target}/api/deployments/' target=_blank>"
        f"<input name='{head}' value='{tail}'><button>Win</button></form>"
    )
    with other_site(document) as address:
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address.replace("127.0.0.1", host))
        said = page.evaluate(ATTEMPTS, [target, flow, NAME])
        assert said["read"] == said["json"] == said["socket"] == "refused", said
        assert said["plain"] in ("opaque", "refused") and said["untyped"] in ("opaque", "refused"), said
        with context.expect_page() as opened:
            page.get_by_role("button", name="Win").click()
        opened.value.wait_for_load_state()
        assert "foreign_origin" in opened.value.content(), opened.value.content()[:300]
        statuses = {answer.status for answer in answers if answer.url.startswith(target)}
        assert statuses <= {403}, statuses
        opened.value.close()
        page.close()
    assert upstream.deployments() == before, "a deployment was made"


def unguarded(upstream: Prefect, flow: str, context: BrowserContext) -> None:
    """Without Sluice the same page succeeds: the attempts above are real ones."""
    with other_site("") as address:
        page = context.new_page()
        page.goto(address)
        said = page.evaluate(ATTEMPTS, [upstream.address, flow, NAME])
        assert said["json"] == "answered 201" and said["socket"] == "opened", said
        page.close()
    assert NAME in upstream.deployments()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True, help="http://127.0.0.1:PORT where Sluice stands for Prefect")
    parser.add_argument("--upstream", required=True, help="http://127.0.0.1:PORT of the server behind it")
    parser.add_argument("--deployment", required=True, metavar="ID")
    parser.add_argument("--flow", required=True, metavar="ID")
    parser.add_argument("--name", required=True, help="of the deployment")
    parser.add_argument("--browser", default="/usr/bin/chromium", metavar="PROGRAM")
    options = parser.parse_args()
    checks = Checks()
    upstream = Prefect(options.upstream)
    expect.set_options(timeout=LIMIT_MILLISECONDS)
    # The browser's own sandbox does not start as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=arguments)
        context = browser.new_context()
        context.set_default_timeout(LIMIT_MILLISECONDS)
        shown = lambda: pages(options.address, upstream, options.deployment, options.name, context)  # noqa: E731
        checks.call("Prefect's pages show a deployment and run it", shown)
        for target in (options.address, options.address.replace("127.0.0.1", "localhost")):
            for host in ("127.0.0.1", "localhost"):
                attack = lambda: foreign(target, options.flow, host, upstream, context)  # noqa: B023, E731
                checks.call(f"a page of {host} gets nothing from {urlsplit(target).hostname}", attack)
        checks.call("the same page without Sluice", lambda: unguarded(upstream, options.flow, context))
        browser.close()
    return checks.finish(None)


if __name__ == "__main__":
    sys.exit(main())
