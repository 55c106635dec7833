"""What can be read of a version."""

from __future__ import annotations

from typing import Any

import requests


def state(old: Any, qualifier: str) -> dict[str, Any]:
    """All that can be read of a version: settings of the service and of functions, and the bytes of their code."""
    found: dict[str, Any] = {"service": old.get_service("shop", qualifier=qualifier).data}
    for function in old.list_functions("shop", qualifier=qualifier).data["functions"]:
        name = function["functionName"]
        code = old.get_function_code("shop", name, qualifier=qualifier).data
        found[name] = (
            old.get_function("shop", name, qualifier=qualifier).data, code["checksum"],
            requests.get(code["url"], timeout=10).content)
    return found
