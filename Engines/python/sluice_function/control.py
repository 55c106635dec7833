"""The harness's end of the control socket: `u32 length, u8 type, u32 id, payload`, integers big-endian."""

import json
import struct
import threading

HEAD = struct.Struct(">IBI")
# The longest payload that is accepted: a load with its environment.
MAXIMUM_RECEIVED_BYTES = 1024 * 1024


class FrameType:
    LOAD, PING, DRAIN = 1, 2, 3
    HELLO, READY, LOAD_FAILED, LOG, PONG, DRAINED = 64, 65, 66, 67, 69, 70


class ControlChannel:
    """Frames in both directions.

    Sending blocks for as long as the supervisor does not read: whoever says too much waits.
    """

    def __init__(self, connection):
        self._connection = connection
        self._reader = connection.makefile("rb")
        self._lock = threading.Lock()

    def receive(self):
        """Returns the next `(type, id, payload)`, or None at the end of the stream."""
        head = self._reader.read(HEAD.size)
        if len(head) < HEAD.size:
            return None
        length, kind, number = HEAD.unpack(head)
        if length > MAXIMUM_RECEIVED_BYTES:
            return None
        payload = self._reader.read(length)
        return (kind, number, payload) if len(payload) == length else None

    def send(self, kind, value=None, number=0):
        payload = json.dumps(value or {}).encode()
        with self._lock:
            self._connection.sendall(HEAD.pack(len(payload), kind, number) + payload)
