"""A tail's WebSocket as wrangler speaks it: by hand, because its frames are not masked and no library sends such."""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import struct
from urllib.parse import urlsplit

ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TIMEOUT_SECONDS = 10
SILENCE_SECONDS = 0.5
"""A server that objects to a frame does so within this time."""
LARGEST_HEAD = 16 << 10
CLOSE = 8


class TailError(Exception):
    """The server did something after which wrangler's tail would not go on."""


class Tail:
    """One connection. Use it as a context manager; leaving it closes the socket."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        """Shakes hands with the recorded headers; raises `TailError` or `OSError` when that fails."""
        address = urlsplit(url)
        if address.scheme != "ws" or not address.hostname:
            raise TailError(f"the tail's url is not a ws:// address: {url}")
        self._socket = socket.create_connection((address.hostname, address.port or 80), TIMEOUT_SECONDS)
        self._buffer = b""
        try:
            target = address.path + (f"?{address.query}" if address.query else "")
            self._shake_hands(f"{address.hostname}:{address.port or 80}", target, headers)
        except BaseException:
            self._socket.close()
            raise

    def __enter__(self) -> Tail:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, opcode: int, payload: bytes) -> None:
        """Sends one final frame, unmasked, of at most 125 bytes."""
        if len(payload) > 125:
            raise ValueError("only short frames are recorded")
        self._socket.sendall(bytes([0x80 | opcode, len(payload)]) + payload)

    def receive(self, seconds: float) -> tuple[int, bytes] | None:
        """The next frame of the server, or `None` if it stays silent; raises `TailError` at its end."""
        self._socket.settimeout(seconds)
        try:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack(">H", self._take(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", self._take(8))
            if second & 0x80:
                raise TailError("the server masks its frames")
            return first & 0x0F, self._take(length)
        except TimeoutError:
            return None
        finally:
            self._socket.settimeout(TIMEOUT_SECONDS)

    def expect_open(self) -> None:
        """Raises `TailError` where the server closes instead of keeping quiet or sending events."""
        frame = self.receive(SILENCE_SECONDS)
        if frame and frame[0] == CLOSE:
            code = struct.unpack(">H", frame[1][:2])[0] if len(frame[1]) >= 2 else None
            raise TailError(f"the server closed with {code} after an unmasked frame")

    def close(self) -> None:
        """Says goodbye as a client does when it is interrupted."""
        self.send(CLOSE, struct.pack(">H", 1000))

    def _shake_hands(self, host: str, target: str, headers: dict[str, str]) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {target} HTTP/1.1", f"host: {host}", f"sec-websocket-key: {key}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = self._head()
        status, _, rest = head.partition("\r\n")
        fields = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in rest.split("\r\n"))
        }
        if status.split(" ")[1:2] != ["101"]:
            raise TailError(f"the handshake was answered {status!r}")
        accept = base64.b64encode(hashlib.sha1((key + ACCEPT_SALT).encode()).digest()).decode()
        if fields.get("sec-websocket-accept") != accept:
            raise TailError("sec-websocket-accept is wrong")
        wanted = headers.get("sec-websocket-protocol")
        if wanted and fields.get("sec-websocket-protocol") != wanted:
            raise TailError(f"the subprotocol {wanted} is not echoed")
        if fields.get("sec-websocket-extensions"):
            raise TailError("an extension was accepted that this client does not speak; declining is fine")

    def _head(self) -> str:
        while b"\r\n\r\n" not in self._buffer:
            if len(self._buffer) > LARGEST_HEAD:
                raise TailError("the handshake's head does not end")
            self._fill()
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return head.decode("latin-1")

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._fill()
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def _fill(self) -> None:
        received = self._socket.recv(4096)
        if not received:
            raise TailError("the server closed the connection")
        self._buffer += received
