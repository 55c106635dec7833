"""The pages about services: publish, canary, primary, a deletion that is refused, and one that is forced.

The service is made through Function Compute's API; everything else is done by a person at a browser.
"""

from __future__ import annotations

import base64
import io
import json
import urllib.request
import zipfile

from playwright.sync_api import BrowserContext, Locator, Page, expect

SERVICE = "greetings"
LIMIT_SECONDS = 10


class Service:
    """The service's draft, as its own clients change it."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = f"{address}/2021-04-06/services", token

    def make(self) -> None:
        self.send("POST", "", {"serviceName": SERVICE})
        function = {"functionName": "greet", "runtime": "python3.10", "handler": "index.handler"}
        self.send("POST", f"/{SERVICE}/functions", function | {"code": {"zipFile": package("first")}})

    def change(self, text: str) -> None:
        self.send("PUT", f"/{SERVICE}/functions/greet", {"code": {"zipFile": package(text)}})

    def send(self, method: str, path: str, document: dict[str, object]) -> None:
        fields = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(
            self.address + path, json.dumps(document).encode(), headers=fields, method=method
        )
        urllib.request.urlopen(request, timeout=LIMIT_SECONDS).close()


def package(text: str) -> str:
    """A zip of a handler that answers with a text, in base64."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("index.py", f"def handler(event, context):\n    return {text!r}\n")
    return base64.b64encode(file.getvalue()).decode()


class ServicePage:
    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, f"{address}/services/{SERVICE}"

    def version(self, description: str) -> Locator:
        self.page.goto(self.address)
        table = self.page.get_by_role("table", name=f"Versions of {SERVICE}")
        return table.get_by_role("row").filter(has_text=description)

    def publish(self, description: str) -> None:
        self.page.goto(self.address)
        self.page.get_by_role("link", name="Publish LATEST…").click()
        self.page.get_by_label("Description").fill(description)
        self.page.get_by_role("button", name="Publish").click()

    def says(self, text: str) -> None:
        expect(self.page.get_by_role("status")).to_contain_text(text)


def releasing(address: str, token: str, context: BrowserContext) -> None:
    service = Service(address, token)
    service.make()
    page = context.new_page()
    site = ServicePage(page, address)
    page.goto(f"{address}/")
    page.get_by_role("link", name=SERVICE).click()
    row = page.get_by_role("table", name="Functions by name").get_by_role("row").filter(has_text="greet")
    expect(row).to_contain_text("python3.10")
    expect(row.locator("[data-label='Runs on']")).to_contain_text("Python")
    site.publish("the <i>first</i>")
    site.says("Version 1 is published.")
    expect(page.get_by_role("link", name="Publish LATEST…")).to_have_count(0)
    service.change("second")
    site.publish("the second")
    site.says("Version 2 is published.")
    page.get_by_role("link", name="New alias…").click()
    page.get_by_label("Alias").fill("prod")
    page.get_by_label("Primary version").fill("1")
    page.get_by_role("button", name="Move").click()
    site.says("prod leads to version 1.")
    canary(site)
    site.version("the second").get_by_role("link", name="Primary").click()
    page.get_by_role("button", name="Move").click()
    site.says("prod leads to version 2.")
    expect(site.version("the second")).to_contain_text("prod primary 100 %")
    deletion(site)
    page.close()


def canary(site: ServicePage) -> None:
    page = site.page
    site.version("the second").get_by_role("link", name="Canary").click()
    page.get_by_label("Share of the canary in per cent").fill("250")
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_role("alert")).to_contain_text("percentage_invalid")
    page.get_by_label("Share of the canary in per cent").fill("25")
    page.get_by_role("button", name="Move").click()
    site.says("prod leads to 75 % version 1, 25 % version 2.")
    expect(site.version("the second")).to_contain_text("prod canary 25 %")
    expect(site.version("the <i>first</i>")).to_contain_text("prod primary 75 %")


def deletion(site: ServicePage) -> None:
    page = site.page
    site.version("the second").get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete version 2").click()
    expect(page.get_by_role("alert")).to_contain_text("version_in_use")
    expect(page.get_by_role("alert")).to_contain_text("alias prod")
    expect(site.version("the second")).not_to_contain_text("deleted")
    site.version("the second").get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete version 2").click()
    page.get_by_role("button", name="Delete although 1 refers to it").click()
    site.says("Version 2 is deleted.")
    expect(site.version("the second")).to_contain_text("deleted")
