"""A small HTTP/1.1 server for the service socket, whose only client is the server that this instance belongs to."""

import socket
import threading

# A longer head is refused, in bytes.
MAXIMUM_HEAD = 256 * 1024
# How many connections may be open at once; more wait to be accepted.
MAXIMUM_CONNECTIONS = 256


class Request:
    """The head of a request, and its body as a stream."""

    def __init__(self, method, target, headers, body):
        self.method, self.target, self.headers, self.body = method, target, headers, body

    def header(self, name, default=""):
        """The value of the first field of that name, which is given in lower case."""
        return next((value for key, value in self.headers if key == name), default)

    @property
    def id(self):
        return self.header("x-fc-request-id")


class Body:
    """The bytes of a request's body, as `wsgi.input` is read; whatever is left is read over at the end."""

    def __init__(self, reader, length, is_chunked):
        self._reader, self._left, self._is_chunked = reader, length, is_chunked
        if is_chunked:
            self._next_chunk()

    def _next_chunk(self):
        self._left = int(self._reader.readline(1024).split(b";")[0], 16)
        if self._left == 0:
            while self._reader.readline(MAXIMUM_HEAD).strip():
                pass
            self._is_chunked = False

    def _some(self, limit):
        """Returns up to so many bytes, at least one unless the body is over."""
        if self._left == 0:
            return b""
        data = self._reader.read1(min(self._left, limit))
        if not data:
            raise ConnectionError("the body breaks off")
        self._left -= len(data)
        if self._left == 0 and self._is_chunked:
            self._reader.readline(1024)
            self._next_chunk()
        return data

    def read(self, size=-1):
        pieces, wanted = [], size
        while wanted != 0:
            data = self._some(wanted if wanted > 0 else 1 << 20)
            if not data:
                break
            pieces.append(data)
            wanted -= len(data) if wanted > 0 else 0
        return b"".join(pieces)

    def readline(self, size=-1):
        line = bytearray()
        while not line.endswith(b"\n") and len(line) != size:
            byte = self._some(1)
            if not byte:
                break
            line += byte
        return bytes(line)

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        while line := self.readline():
            yield line


class Response:
    """Writes one answer: with its length where that is known, in chunks otherwise."""

    def __init__(self, connection, method):
        self._connection, self._method = connection, method
        self._is_chunked = False
        self.has_begun = False

    def begin(self, status, headers, length=None):
        """Writes the head; `status` is like `200 OK`, and `length` what the body will have if that is known."""
        self.has_begun = True
        lines = [f"HTTP/1.1 {status}"]
        for name, value in headers:
            if name.lower() not in ("connection", "transfer-encoding", "content-length", "keep-alive"):
                lines.append(f"{name}: {value}".replace("\r", " ").replace("\n", " "))
        has_body = self._method != "HEAD" and status[:3] not in ("204", "304")
        self._has_body = has_body
        if length is not None and status[:3] != "204":
            lines.append(f"content-length: {length}")
        elif has_body:
            self._is_chunked = True
            lines.append("transfer-encoding: chunked")
        self._connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace"))

    def write(self, data):
        if not data or not self._has_body:
            return
        self._connection.sendall(b"%x\r\n%b\r\n" % (len(data), data) if self._is_chunked else data)

    def end(self):
        if self._is_chunked:
            self._connection.sendall(b"0\r\n\r\n")

    def send(self, status, headers, body):
        """Writes a whole answer."""
        self.begin(status, headers, len(body))
        self.write(body)


class Service:
    """Accepts connections, and gives each request to the function: on the main thread by `work`, if that is given."""

    def __init__(self, listener, function, work):
        self._listener, self._function, self._work = listener, function, work
        self._slots = threading.BoundedSemaphore(MAXIMUM_CONNECTIONS)

    def start(self):
        threading.Thread(target=self._accept, name="sluice service", daemon=True).start()

    def _accept(self):
        self._listener.setblocking(True)
        while True:
            self._slots.acquire()
            connection, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(connection,), name="sluice request", daemon=True).start()

    def _serve(self, connection):
        try:
            with connection, connection.makefile("rb", 64 * 1024) as reader:
                while (request := read_request(reader)) is not None:
                    response = Response(connection, request.method)
                    self._answer(request, response)
                    while request.body.read(1 << 20):
                        pass
                    if request.header("connection").lower() == "close":
                        break
                # Whoever asked is told at once, also when a child of the function holds the connection too.
                connection.shutdown(socket.SHUT_RDWR)
        except (OSError, ValueError):
            pass  # Whoever asked is gone, or does not speak HTTP.
        finally:
            self._slots.release()

    def _answer(self, request, response):
        if self._work is None:
            return self._function.answer(request, response)
        done = threading.Event()
        errors = []

        def work():
            try:
                self._function.answer(request, response)
            except BaseException as error:
                errors.append(error)
            finally:
                done.set()

        self._work.put(work)
        done.wait()
        if errors:
            raise errors[0]


def read_request(reader):
    """Returns the next request, or None at the end of the connection."""
    line = reader.readline(MAXIMUM_HEAD)
    if not line.strip():
        return None
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers, size = [], len(line)
    while (line := reader.readline(MAXIMUM_HEAD)).strip():
        size += len(line)
        if size > MAXIMUM_HEAD:
            raise ValueError("the head is too long")
        name, _, value = line.decode("latin-1").partition(":")
        headers.append((name.strip().lower(), value.strip()))
    values = dict(headers)
    is_chunked = values.get("transfer-encoding", "").lower() == "chunked"
    return Request(method, target, headers, Body(reader, int(values.get("content-length") or 0), is_chunked))
