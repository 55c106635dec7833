"""Calls over HTTP: the handler is a WSGI application (PEP 3333)."""

import io
import sys
import urllib.parse

# Header fields that are between the platform and the harness alone.
INTERNAL = "x-fc-"
FIELDS = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def answer_wsgi(application, request, context, response):
    """Lets the application answer; its pieces are sent as they come."""
    call = Call(response)
    result = application(environment(request, context), call.start)
    try:
        # Only of a list of one piece can the length be known without reading ahead.
        if isinstance(result, (list, tuple)):
            call.length = sum(len(piece) for piece in result)
        for piece in result:
            call.write(piece)
        call.finish()
    finally:
        if hasattr(result, "close"):
            result.close()


class Call:
    """What `start_response` collects, and the callable that it returns."""

    def __init__(self, response):
        self._response = response
        self._head = None
        self.length = None

    def start(self, status, headers, exc_info=None):
        if exc_info and self._response.has_begun:
            raise exc_info[1].with_traceback(exc_info[2])
        if self._head is not None and not exc_info:
            raise RuntimeError("start_response was called twice")
        self._head = (status, headers)
        return self.write

    def write(self, piece):
        if not isinstance(piece, bytes):
            raise TypeError(f"a WSGI application yields bytes, not {type(piece).__name__}")
        if not piece:
            return
        self._begin(self.length)
        self._response.write(piece)

    def finish(self):
        self._begin(0)
        self._response.end()

    def _begin(self, length):
        if self._response.has_begun:
            return
        if self._head is None:
            raise RuntimeError("the application did not call start_response")
        status, headers = self._head
        stated = next((value for name, value in headers if name.lower() == "content-length"), None)
        self._response.begin(status, headers, int(stated) if stated is not None else length)


def environment(request, context):
    path, _, query = request.target.partition("?")
    host, _, port = request.header("host", "localhost").partition(":")
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": urllib.parse.unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": host,
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.header("x-fc-client-ip"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.header("x-forwarded-proto", "http"),
        "wsgi.input": request.body if request.method != "GET" else io.BytesIO(request.body.read()),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "fc.context": context,
        "fc.request_uri": request.header("x-fc-request-uri", request.target),
    }
    for name, value in request.headers:
        if name.startswith(INTERNAL):
            continue
        key = FIELDS.get(name) or "HTTP_" + name.upper().replace("-", "_")
        environ[key] = f"{environ[key]},{value}" if key in environ and key not in FIELDS.values() else value
    return environ
