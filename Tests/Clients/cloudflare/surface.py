#!/usr/bin/env python3
"""Calls everything of the vendor's SDK that the server promises, with strict validation of every response.

Run it once per release of the SDK, with that release in PYTHONPATH and a server with fresh state. Every call is one
named check; after the calls come the forms of uploads and the table of refusals. The exit code is 1 when anything
failed; the last line is a count.
"""

from __future__ import annotations

import sys

import surface_releases
import surface_resources
import surface_scripts
from checks import Checks
from refusals import refuse
from session import RELEASE, Session, arguments
from upload_forms import upload_forms


def main() -> int:
    options = arguments(__doc__).parse_args()
    print(f"cloudflare {'.'.join(map(str, RELEASE))}")
    session, checks = Session(options.api, options.token, options.account, options.zone), Checks()
    surface_resources.access(session, checks)
    surface_resources.key_values(session, checks)
    surface_scripts.scripts(session, checks)
    surface_scripts.settings(session, checks)
    surface_scripts.secrets(session, checks)
    surface_scripts.tails(session, checks)
    surface_scripts.static_assets(session, checks)
    surface_releases.versions(session, checks)
    surface_releases.deployments(session, checks)
    surface_resources.routes(session, checks)
    surface_resources.domains(session, checks)
    surface_releases.beta_workers(session, checks)
    surface_scripts.deletion(session, checks)
    upload_forms(session, checks)
    refuse(session, checks)
    return checks.finish(options.json)


if __name__ == "__main__":
    sys.exit(main())
