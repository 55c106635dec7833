#!/usr/bin/env python3
"""Deploys a flow by `.deploy()`, as version VERSION: `deploying.py 1.0`. The API is that of PREFECT_API_URL."""

from __future__ import annotations

import sys
from pathlib import Path

from prefect import flow


@flow
def report(size: int = 1) -> int:
    """Reports a size."""
    return size


def main() -> None:
    version = sys.argv[1]
    source = flow.from_source(source=str(Path(__file__).parent), entrypoint=f"{Path(__file__).name}:report")
    source.deploy(
        name="from-python",
        work_pool_name="python",
        version=version,
        tags=[f"v{version}"],
        parameters={"size": int(version.replace(".", ""))},
        print_next_steps=False,
    )


if __name__ == "__main__":
    main()
