"""A flow that runs from an image, and says which release of it."""

import os

from prefect import flow


@flow(log_prints=True)
def report() -> str:
    """Tells the release that the image was built with."""
    release = os.environ.get("RELEASE", "unknown")
    print(f"release {release}")
    return release
