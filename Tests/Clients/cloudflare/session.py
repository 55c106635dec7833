"""The SDK under test, pointed at the server under test, and what differs from release to release of it."""

from __future__ import annotations

import argparse
import inspect
from pathlib import Path
from typing import Any

import cloudflare
import httpx
from cloudflare import Cloudflare

RELEASE = tuple(int(number) for number in cloudflare.__version__.split(".")[:3])

VERSION_TYPES_ARE_BROKEN = RELEASE >= (5, 7, 0)
"""From 5.7.0 `versions.create` and `versions.get` raise after the call succeeded, whatever the server answers."""

TIMEOUT_SECONDS = 30
MOST_ITEMS = 1000
"""A list that yields more than this does not end: pages beyond its end are not empty."""


class Session:
    """A client with strict validation of responses, its account, and raw HTTP with the same token."""

    def __init__(self, api: str, token: str, account: str | None, zone: str) -> None:
        self.api, self.token, self.zone = api.rstrip("/"), token, zone
        self.client = Cloudflare(
            api_token=token,
            base_url=self.api,
            timeout=TIMEOUT_SECONDS,
            max_retries=0,
            _strict_response_validation=True,
        )
        self.http = httpx.Client(timeout=TIMEOUT_SECONDS, headers={"Authorization": f"Bearer {token}"}, trust_env=False)
        self.account = account or self._only_account()

    def _only_account(self) -> str:
        try:
            accounts = self.http.get(f"{self.api}/accounts").json().get("result") or []
        except (httpx.HTTPError, ValueError) as error:
            raise SystemExit(f"{self.api} does not answer: {error}") from None
        if len(accounts) != 1:
            raise SystemExit(f"--account is needed: the token reaches {len(accounts)} accounts")
        return accounts[0]["id"]

    def zone_id(self) -> str:
        """The id of the zone that the operator serves."""
        found = ended(self.client.zones.list(name=self.zone))
        assert [zone.name for zone in found] == [self.zone], f"zones named {self.zone}: {[zone.name for zone in found]}"
        return found[0].id

    def create_version(self, script: str, **arguments: Any) -> dict[str, Any]:
        """Uploads a version and returns it as JSON."""
        versions = self.client.workers.scripts.versions
        raw = versions.with_raw_response.create(script, account_id=self.account, **arguments)
        if not VERSION_TYPES_ARE_BROKEN:
            raw.parse()
        return result(raw)

    def version(self, script: str, version: str) -> dict[str, Any]:
        """Reads a version and returns it as JSON."""
        raw = self.client.workers.scripts.versions.with_raw_response.get(
            version, account_id=self.account, script_name=script
        )
        if not VERSION_TYPES_ARE_BROKEN:
            raw.parse()
        return result(raw)

    def deployments(self, script: str) -> list[Any]:
        """The deployments of a script, newest first; from 5.8.0 they come in pages."""
        listed = self.client.workers.scripts.deployments.list(script, account_id=self.account)
        if hasattr(listed, "deployments"):
            return listed.deployments
        return [deployment for page in ended(listed) for deployment in page.deployments]

    def deploy(self, script: str, shares: dict[str, float], message: str | None = None, **arguments: Any) -> Any:
        """Creates a deployment of versions with their percentages."""
        if message is not None:
            arguments["annotations"] = {"workers_message": message}
        return self.client.workers.scripts.deployments.create(
            script,
            account_id=self.account,
            strategy="percentage",
            versions=[{"version_id": version, "percentage": share} for version, share in shares.items()],
            **arguments,
        )

    def create_tail(self, script: str) -> Any:
        """Starts a tail; older releases want a body."""
        create = self.client.workers.scripts.tail.create
        body = {"body": {"filters": []}} if "body" in inspect.signature(create).parameters else {}
        return create(script, account_id=self.account, **body)

    def worker_hosts(self, script: str) -> tuple[str, str]:
        """The host of a Worker and the suffix of its preview hosts, from the beta API, which newer clients print."""
        raw = self.client.workers.beta.workers.with_raw_response.get(script, account_id=self.account)
        subdomain = result(raw)["subdomain"]
        return httpx.URL(subdomain["url"]).netloc.decode(), subdomain["preview_url_suffix"]


def result(raw: Any) -> Any:
    """The `result` of a raw response."""
    return raw.http_response.json()["result"]


def ended(pages: Any) -> list[Any]:
    """All items of a paged list; raises where the list does not end."""
    items = []
    for item in pages:
        items.append(item)
        assert len(items) <= MOST_ITEMS, "the list does not end: pages beyond its end are not empty"
    return items


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The options that all programs of this folder take."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--api", required=True, help="http://127.0.0.1:PORT/client/v4")
    parser.add_argument("--token", required=True, help="a token that may do everything")
    parser.add_argument("--account", help="its account; asked of the server where it has only one")
    parser.add_argument("--zone", default="example.test", help="a domain that the operator serves")
    parser.add_argument("--json", type=Path, metavar="REPORT", help="also write the outcomes as JSON")
    return parser
