"""The order of life of an instance, whatever it runs."""

import os
import queue
import socket
import sys
import threading
import time

from .control import ControlChannel, FrameType
from .failure import LoadFailure
from .http import Service
from .journal import Journal
from .limits import limit_self

PROTOCOL = 1
SERVICE_DESCRIPTOR, CONTROL_DESCRIPTOR = 3, 4


class Life:
    """Speaks to the supervisor on one thread; the function is loaded, and may run, on the main thread."""

    def __init__(self, make_function):
        self._channel = ControlChannel(socket.socket(fileno=CONTROL_DESCRIPTOR))
        self._listener = socket.socket(fileno=SERVICE_DESCRIPTOR)
        self._journal = Journal(self._channel)
        self._make_function = make_function
        self._function = None
        # What the main thread is to do; one load, the requests of a function that takes one at a time, one stop.
        self._work = queue.SimpleQueue()

    def run(self):
        for descriptor in (SERVICE_DESCRIPTOR, CONTROL_DESCRIPTOR):
            os.set_inheritable(descriptor, False)
        version = ".".join(str(part) for part in sys.version_info[:3])
        hello = {"protocol": PROTOCOL, "engine": self._make_function.ENGINE, "version": version, "pid": os.getpid()}
        self._channel.send(FrameType.HELLO, hello)
        threading.Thread(target=self._listen_to_supervisor, name="sluice control", daemon=True).start()
        while True:
            self._work.get()()

    def _listen_to_supervisor(self):
        while (frame := self._channel.receive()) is not None:
            kind, number, payload = frame
            if kind == FrameType.LOAD:
                self._work.put(lambda payload=payload: self._load(payload))
            elif kind == FrameType.PING:
                self._channel.send(FrameType.PONG, {}, number)
            elif kind == FrameType.DRAIN:
                # Not on the main thread: a handler that does not end must not hold up the stop.
                threading.Thread(target=self._stop, name="sluice stop", daemon=True).start()
        os._exit(0)  # The supervisor is gone, and an instance without one has no purpose.

    def _load(self, payload):
        started = time.monotonic()
        try:
            self._journal.install()
            self._function = self._make_function(payload, self._journal)
            limit_self(self._function.description["limits"])
            self._function.load()
            is_single = self._function.description["concurrency"] == 1
            Service(self._listener, self._function, self._work if is_single else None).start()
            elapsed = (time.monotonic() - started) * 1000
            self._channel.send(FrameType.READY, {"handlers": [], "entrypoints": [], "loadMs": elapsed})
        except LoadFailure as failure:
            self._channel.send(FrameType.LOAD_FAILED, failure.description)
        except BaseException as failure:
            self._channel.send(FrameType.LOAD_FAILED, LoadFailure.of(failure).description)

    def _stop(self):
        try:
            if self._function is not None:
                self._function.stop()
        finally:
            self._channel.send(FrameType.DRAINED)
            os._exit(0)
