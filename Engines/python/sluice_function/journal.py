"""What a function prints and logs, as log frames that name the request."""

import contextvars
import datetime
import io
import logging
import sys
import threading
import time

from .control import FrameType

# A longer line is cut here, in characters, and the rest of it is left out.
MAXIMUM_LINE = 32 * 1024
# How much may be logged in one second, in characters; lines beyond it are dropped and counted.
MAXIMUM_PER_SECOND = 1024 * 1024
# How many requests may each have an unfinished line.
MAXIMUM_UNFINISHED = 256

_request = contextvars.ContextVar("request", default=None)


class Journal:
    """Sends lines, each with the request that said it."""

    def __init__(self, channel):
        self._channel = channel
        self._lock = threading.Lock()
        self._running = []
        self._second, self._spent, self._dropped = 0, 0, 0

    def begin(self, request_id):
        """Everything that this thread says from now on belongs to that request; returns what `end` takes."""
        with self._lock:
            self._running.append(request_id)
        return request_id, _request.set(request_id)

    def end(self, token):
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, JournalStream):
                stream.finish()
        with self._lock:
            self._running.remove(token[0])
            dropped, self._dropped = self._dropped, 0
        self._report(dropped)
        _request.reset(token[1])

    @property
    def request_id(self):
        """The request of this thread; a thread that the function made itself belongs to the only one there is."""
        found = _request.get()
        if found is not None:
            return found
        running = self._running
        return running[0] if len(running) == 1 else None

    def write(self, text, level="log", request_id=None):
        """Sends the lines of a text."""
        request_id = request_id or self.request_id
        for line in text.split("\n"):
            self._send(line, level, request_id)

    def _send(self, line, level, request_id):
        if len(line) > MAXIMUM_LINE:
            line = f"{line[:MAXIMUM_LINE]} … ({len(line)} characters, cut)"
        with self._lock:
            dropped = self._spend(len(line) + 1)
        if dropped is None:
            return
        self._report(dropped)
        self._channel.send(FrameType.LOG, {"level": level, "requestId": request_id, "text": line})

    def _report(self, dropped):
        if dropped:
            text = f"{dropped} lines were dropped: more than {MAXIMUM_PER_SECOND} characters in a second"
            self._channel.send(FrameType.LOG, {"level": "warn", "requestId": None, "text": text})

    def _spend(self, size):
        """Returns how many lines were dropped before this one, or None when it is to be dropped itself."""
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._spent = second, 0
        if self._spent + size > MAXIMUM_PER_SECOND:
            self._dropped += 1
            return None
        self._spent += size
        dropped, self._dropped = self._dropped, 0
        return dropped

    def install(self):
        """Puts journal streams in the place of standard output and error, and a handler at the root logger."""
        sys.stdout = sys.__stdout__ = JournalStream(self, "log")
        sys.stderr = sys.__stderr__ = JournalStream(self, "error")
        handler = JournalHandler(self)
        handler.setFormatter(JournalFormatter())
        root = logging.getLogger()
        root.handlers[:] = [handler]
        root.setLevel(logging.INFO)


class JournalStream(io.TextIOBase):
    """A text stream whose lines are log lines; an unfinished line of a request ends with it."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, journal, level):
        self._journal, self._level = journal, level
        self._lock = threading.Lock()
        self._unfinished = {}
        self.buffer = JournalBytes(self)

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        request_id = self._journal.request_id
        with self._lock:
            *lines, rest = (self._unfinished.pop(request_id, "") + text).split("\n")
            if len(rest) > MAXIMUM_LINE or len(self._unfinished) >= MAXIMUM_UNFINISHED:
                lines, rest = [*lines, rest], ""
            if rest:
                self._unfinished[request_id] = rest
        for line in lines:
            self._journal.write(line, self._level, request_id)
        return len(text)

    def finish(self):
        """Ends the unfinished line of this thread's request."""
        request_id = self._journal.request_id
        with self._lock:
            rest = self._unfinished.pop(request_id, "")
        if rest:
            self._journal.write(rest, self._level, request_id)


class JournalBytes(io.RawIOBase):
    """The bytes below a journal stream, for those who write there."""

    def __init__(self, stream):
        self._stream = stream

    def writable(self):
        return True

    def write(self, data):
        self._stream.write(bytes(data).decode("utf-8", "replace"))
        return len(data)


class JournalHandler(logging.Handler):
    def __init__(self, journal):
        super().__init__()
        self._journal = journal

    def emit(self, record):
        try:
            level = "error" if record.levelno >= logging.ERROR else "log"
            self._journal.write(self.format(record), level)
        except Exception:
            self.handleError(record)


class JournalFormatter(logging.Formatter):
    """`2022-07-28T18:43:50.784Z REQUEST [INFO] message`, as Function Compute writes it."""

    def __init__(self):
        super().__init__("%(asctime)s %(request_id)s [%(levelname)s] %(message)s")

    def format(self, record):
        record.request_id = _request.get() or ""
        return super().format(record)

    def formatTime(self, record, datefmt=None):
        moment = datetime.datetime.fromtimestamp(record.created, datetime.timezone.utc)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03d}Z"
