#!/usr/bin/env python3
"""Emits one event, named by the argument, over the WebSocket of PREFECT_API_URL: `emitting.py release.tried`."""

import sys

from prefect.events import emit_event
from prefect.events.worker import EventsWorker

if __name__ == "__main__":
    emit_event(sys.argv[1], resource={"prefect.resource.id": "release.test"})
    EventsWorker.drain_all()
