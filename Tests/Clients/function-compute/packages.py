"""Packages of code, the same bytes for the same files."""

from __future__ import annotations

import base64
import io
import zipfile

EPOCH = (2020, 1, 1, 0, 0, 0)

ECHO = '''
import json, os

MARKER = {marker!r}

def handler(event, context):
    return json.dumps({{
        "marker": MARKER,
        "function": context.function.name,
        "version": context.service.version_id,
        "qualifier": context.service.qualifier,
        "event": event.decode("utf-8", "replace"),
        "variable": os.environ.get("VARIABLE"),
    }})
'''

WEB = '''
import json

MARKER = {marker!r}

def handler(environ, start_response):
    length = int(environ.get("CONTENT_LENGTH") or 0)
    start_response("200 OK", [("Content-Type", "application/json"), ("X-Marker", MARKER),
        ("Set-Cookie", "of=a-function"), ("Clear-Site-Data", "*")])
    return [json.dumps({{
        "marker": MARKER,
        "method": environ["REQUEST_METHOD"],
        "path": environ["PATH_INFO"],
        "query": environ.get("QUERY_STRING", ""),
        "cookie": environ.get("HTTP_COOKIE", ""),
        "body": environ["wsgi.input"].read(length).decode() if length else "",
    }}).encode()]
'''

FAILING = '''
def handler(event, context):
    print("about to fail")
    raise ValueError("no " + event.decode())
'''


def zipped(files: dict[str, str]) -> bytes:
    """A zip whose bytes depend on nothing but the files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in sorted(files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = (0o100755 if name == "bootstrap" else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text)
    return target.getvalue()


def echo(marker: str) -> bytes:
    """A function that answers an event with what it knows of itself."""
    return zipped({"index.py": ECHO.format(marker=marker)})


def web(marker: str) -> bytes:
    """A function that answers requests with what it sees of them."""
    return zipped({"index.py": WEB.format(marker=marker)})


def failing() -> bytes:
    """A function that raises."""
    return zipped({"index.py": FAILING})


def encoded(package: bytes) -> str:
    return base64.b64encode(package).decode()


def checksum(package: bytes) -> str:
    """The CRC-64 of a package, as clients send it (CRC-64/XZ, decimal)."""
    value = 0xFFFFFFFFFFFFFFFF
    for byte in package:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0xC96C5795D7870F42 if value & 1 else 0)
    return str(value ^ 0xFFFFFFFFFFFFFFFF)
