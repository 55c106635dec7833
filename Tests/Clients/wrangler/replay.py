#!/usr/bin/env python3
"""Sends what real wrangler releases sent, request by request, to a server under test, and judges its answers.

One release wants one server with fresh state that serves the zone `example.test`, lets unsupported bindings be stored,
and knows the token. The exit code is 1 when anything failed; the last line is a count.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass, field, replace
from http.client import HTTPException
from pathlib import Path
from typing import Any

from comparison import Comparison, malformed_envelope
from gaps import built, gaps
from identities import Identities
from recording import HERE, RECORDINGS, Exchange, Recording, Request, read, recordings, releases
from tail import Tail, TailError
from wire import Reply, Server, payload, quoted_errors


@dataclass
class Failure:
    """What differs at one request; `request` is its number in the file, 0 for the gap before it."""

    request: int
    method: str
    target: str
    differences: list[str]


@dataclass
class Report:
    """The outcome of one file."""

    file: str
    command: str
    sent: int = 0
    skipped: int = 0
    refused: int = 0
    failures: list[Failure] = field(default_factory=list)

    def line(self) -> str:
        state = "failed" if self.failures else "passed"
        refused = f", {self.refused} refused as promised" if self.refused else ""
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{state}  {self.file}  ({self.sent} sent{refused}{skipped})"


class Replay:
    """One release against one server."""

    def __init__(self, release: str, server: Server, account: str) -> None:
        self.release = release
        self.server = server
        self.identities = Identities(account, self._find_version)
        self.gaps = gaps(release)
        self.not_promised = not_promised()
        self.exceptions = exceptions()
        self._tail_url: str | None = None
        self._tail: Tail | None = None

    def play(self, recording: Recording) -> Report:
        """Replays one file; a failure does not keep the rest from being tried."""
        report = Report(recording.label, " ".join(recording.command))
        if gap := self.gaps.get(recording.name):
            try:
                problems = gap.fill(self.server, self.identities, self.release)
            except (OSError, HTTPException) as error:
                problems = [f"{type(error).__name__}: {error}"]
            if problems:
                report.failures.append(Failure(0, "-", f"not recorded: {gap.did}", problems))
        for exchange in recording.exchanges:
            self._exchange(exchange, recording, report)
        self._drop_tail()
        return report

    def _exchange(self, exchange: Exchange, recording: Recording, report: Report) -> None:
        rules = self.exceptions.get(recording.label, {}).get(str(exchange.number), {})
        if rules.get("skip"):
            report.skipped += 1
            return
        method, target = ("-", next(iter(exchange.event))) if exchange.event else ("", "")
        try:
            if exchange.request is None:
                found = self._event(exchange.event or {})
            else:
                method, target = exchange.request.method, exchange.request.target
                found = self._request(exchange, recording, rules, report)
        except (OSError, HTTPException, TailError) as error:
            found = [f"{type(error).__name__}: {error}"]
        report.sent += 1
        if found:
            report.failures.append(Failure(exchange.number, method, target, found))

    def _request(self, exchange: Exchange, recording: Recording, rules: dict[str, Any], report: Report) -> list[str]:
        recorded = exchange.request
        assert recorded is not None and exchange.response is not None
        request = self.identities.substitute(recorded)
        if "authorization" in rules:
            request = replace(request, headers=request.headers | {"authorization": rules["authorization"]})
        reply = self.server.send(request)
        if exchange.number in self.not_promised.get(recording.label, []):
            report.refused += 1
            return not_a_refusal(reply)
        found = Comparison(self.identities, recorded, rules.get("ignore", [])).differences(exchange.response, reply)
        if request.path.endswith("/tails") and isinstance(reply.result(), dict):
            self._tail_url = reply.result().get("url")
        return found

    def _event(self, event: dict[str, Any]) -> list[str]:
        if "websocket" in event:
            if not self._tail_url:
                return ["no tail was created"]
            self._tail = Tail(self._tail_url, event["websocket"]["headers"])
        elif self._tail is None:
            return ["there is no connection"]
        elif "websocket_frame" in event:
            frame = event["websocket_frame"]
            self._tail.send(frame["opcode"], frame["payload"].encode())
            self._tail.expect_open()
        else:
            self._tail.close()
            self._drop_tail()
        return []

    def _drop_tail(self) -> None:
        if self._tail is not None:
            self._tail.__exit__()
        self._tail = None

    def _find_version(self, worker: str, number: int) -> str | None:
        """Looks up a version that no response has named yet."""
        path = f"/accounts/{self.identities.account}/workers/scripts/{worker}/versions"
        agent = {"user-agent": f"wrangler/{self.release}"}
        result = self.server.send(Request("GET", path, "page=1&per_page=100", agent)).result()
        items = result.get("items", []) if isinstance(result, dict) else []
        return next((item.get("id") for item in items if item.get("number") == number), None)


def not_a_refusal(reply: Reply) -> list[str]:
    """What keeps a reply from being a refusal that names its reason."""
    found = malformed_envelope(reply.json())
    if reply.status < 400:
        found.append(f"status {reply.status} for something that is not promised")
    if not found:
        body = reply.json()
        first = body["errors"][0] if body["errors"] else {}
        if body["success"] or not isinstance(first.get("code"), int) or not first.get("message"):
            found.append("the refusal has no error with code and message")
    return found


def not_promised() -> dict[str, list[int]]:
    return json.loads((HERE / "not-promised.json").read_text("utf-8"))["requests"]


def exceptions() -> dict[str, dict[str, Any]]:
    return json.loads((HERE / "exceptions.json").read_text("utf-8"))


def only_account(server: Server) -> str:
    """The account of the token where it has but one."""
    try:
        reply = server.send(Request("GET", "/accounts", "page=1", {"user-agent": "wrangler/4.164.0"}))
    except (OSError, HTTPException) as error:
        raise SystemExit(f"replay: the server does not answer: {error}") from None
    accounts = reply.result() or []
    if reply.status != 200 or len(accounts) != 1:
        raise SystemExit(f"replay: --account is needed: GET /accounts answered {reply.status}{quoted_errors(reply)}")
    return accounts[0]["id"]


def check() -> int:
    """Reads everything without a server: recordings, gaps, and the two lists of what is special."""
    problems, files, requests, events = [], 0, 0, 0
    for release in releases():
        for file in sorted((RECORDINGS / release).glob("*.json")):
            try:
                recording = read(file)
                for exchange in recording.exchanges:
                    if exchange.request is not None:
                        payload(exchange.request)
            except (ValueError, KeyError) as error:
                problems.append(f"{release}/{file.name}: {error}")
                continue
            files += 1
            events += sum(exchange.event is not None for exchange in recording.exchanges)
            requests += sum(exchange.request is not None for exchange in recording.exchanges)
        for name, gap in gaps(release).items():
            if not (RECORDINGS / release / f"{name}.json").is_file():
                problems.append(f"gaps.json: there is no {release}/{name}")
            for source in gap.requests:
                payload(built(source, release))
    special = [(label, [int(n) for n in rules]) for label, rules in exceptions().items()]
    for label, numbers in [*not_promised().items(), *special]:
        file = RECORDINGS / f"{label}.json"
        if not file.is_file() or max(numbers) > len(read(file).exchanges):
            problems.append(f"{label}: there is no such request {numbers}")
    refused = sum(len(numbers) for numbers in not_promised().values())
    skipped = sum(rules.get("skip", False) for entry in exceptions().values() for rules in entry.values())
    print("\n".join(problems), end="\n" * bool(problems))
    print(
        f"{files} files, {requests} requests ({requests - refused - skipped} promised, {refused} refused, "
        f"{skipped} that only a stand-in can answer), {events} events of WebSockets, {len(problems)} problems"
    )
    return 1 if problems else 0


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", nargs="*", metavar="release", help=f"of {', '.join(releases())}; all without")
    parser.add_argument("--api", help="http://127.0.0.1:PORT/client/v4")
    parser.add_argument("--token", help="a token that may do everything")
    parser.add_argument("--account", help="its account; asked of the server where it has only one")
    parser.add_argument("--json", type=Path, metavar="REPORT", help="also write the report as JSON")
    parser.add_argument("--check", action="store_true", help="only read the recordings; no server")
    arguments = parser.parse_args()
    if unknown := set(arguments.releases) - set(releases()):
        parser.error(f"not recorded: {', '.join(sorted(unknown))}")
    if not arguments.check and not (arguments.api and arguments.token):
        parser.error("--api and --token are needed, or --check")
    return arguments


def main() -> int:
    arguments = parsed_arguments()
    if arguments.check:
        return check()
    server = Server(arguments.api, arguments.token)
    account = arguments.account or only_account(server)
    reports = []
    for release in arguments.releases or releases():
        replay = Replay(release, server, account)
        for recording in recordings(release):
            report = replay.play(recording)
            reports.append(report)
            print(report.line())
            for failure in report.failures:
                print(f"    {failure.request or 'before'}: {failure.method} {failure.target}")
                for difference in failure.differences:
                    print(f"        {difference}")
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(report) for report in reports], indent=1) + "\n", "utf-8")
    failed = sum(bool(report.failures) for report in reports)
    print(
        f"{len(reports)} files: {len(reports) - failed} passed, {failed} failed; "
        f"{sum(report.sent for report in reports)} exchanges, {sum(report.refused for report in reports)} refused, "
        f"{sum(report.skipped for report in reports)} skipped"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
