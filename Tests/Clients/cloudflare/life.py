#!/usr/bin/env python3
"""The whole life of a Worker through the vendor's SDK alone, with real traffic checked at every step.

The server serves `<worker>.<domain>` and the zone, and has fresh state. The exit code is 1 when anything failed; the
last line is a count.
"""

from __future__ import annotations

import sys

from checks import Checks
from life_releases import Releases
from life_resources import Resources
from session import RELEASE, Session, arguments
from traffic import Gateway


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--gateway", required=True, help="http://127.0.0.1:PORT of the traffic listener")
    parser.add_argument("--domain", default="localhost", help="what the Workers' hosts end in")
    parser.add_argument(
        "--cron-wait",
        type=int,
        default=75,
        metavar="SECONDS",
        help="how long a cron that is due may take; 0: not tried",
    )
    options = parser.parse_args()
    print(f"cloudflare {'.'.join(map(str, RELEASE))}")
    session, checks = Session(options.api, options.token, options.account, options.zone), Checks()
    gateway = Gateway(options.gateway)
    releases = Releases(session, checks, gateway, options.domain)
    releases.run()
    resources = Resources(session, checks, gateway, releases)
    resources.run(options.cron_wait)
    return checks.finish(options.json)


if __name__ == "__main__":
    sys.exit(main())
