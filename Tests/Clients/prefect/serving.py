#!/usr/bin/env python3
"""Serves a flow by `.serve()` until it is interrupted. The API is that of PREFECT_API_URL."""

from prefect import flow


@flow
def attend() -> str:
    """Does little."""
    return "done"


if __name__ == "__main__":
    attend.serve(name="served", tags=["served"], print_starting_message=False)
