"""The vendor's two Python SDKs, unmodified, and what is asked of their answers."""

from __future__ import annotations

import argparse
import logging
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "cloudflare"))


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The options that all programs of this folder take."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--endpoint", required=True, help="host and port of the control listener")
    parser.add_argument("--key", required=True, help="the id of an access key that may do everything")
    parser.add_argument("--secret", required=True, help="its secret")
    parser.add_argument("--account", help="the id of its account")
    parser.add_argument("--traffic", help="host and port of the traffic listener")
    parser.add_argument("--zone", default="example.test", help="a domain that the operator serves")
    return parser


def open_client(given: argparse.Namespace, algorithm: str | None = None) -> Any:
    """A client of the API of 2021-04-06."""
    from alibabacloud_fc_open20210406.client import Client
    from alibabacloud_tea_openapi.models import Config

    return Client(
        Config(
            access_key_id=given.key,
            access_key_secret=given.secret,
            endpoint=given.endpoint,
            protocol="http",
            region_id="local",
            signature_algorithm=algorithm,
        )
    )


def classic_client(given: argparse.Namespace) -> Any:
    """A client of the API of 2016-08-15."""
    import fc2

    # It logs every refusal, and here refusals are what is asked for.
    logging.disable(logging.CRITICAL)
    return fc2.Client(endpoint=f"http://{given.endpoint}", accessKeyID=given.key, accessKeySecret=given.secret)


def code_of(error: Exception) -> str | None:
    """The code of an error of either SDK."""
    return getattr(error, "err_code", None) or getattr(error, "code", None)


def status_of(error: Exception) -> int | None:
    """The status of an error of either SDK."""
    found = getattr(error, "status_code", None) or getattr(error, "statusCode", None)
    return int(found) if found else None


def refusal(call: Callable[[], object], code: str, status: int) -> Exception:
    """The error that a call ends with; it must have this code and this status."""
    try:
        value = call()
    except Exception as error:
        assert code_of(error) == code, f"{error!r} has the code {code_of(error)}, not {code}"
        assert status_of(error) == status, f"{error!r} has the status {status_of(error)}, not {status}"
        return error
    raise AssertionError(f"it passed, though {code} was to come: {value}")


def strict(value: Any, annotation: Any = None, at: str = "") -> Any:
    """Returns what an SDK read; raises where a member has another type than the SDK declares.

    The SDK of 2021 puts whatever it reads into its models, so that only a look at the declarations tells.
    """
    if hasattr(value, "from_map"):
        for name, declared in typing.get_type_hints(type(value).__init__).items():
            member = getattr(value, name, None)
            if member is not None:
                strict(member, declared, f"{at}.{name}")
        return value
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is list:
        assert isinstance(value, list), f"{at} is no list: {value!r}"
        for index, element in enumerate(value):
            strict(element, parts[0], f"{at}[{index}]")
    elif origin is dict:
        assert isinstance(value, dict), f"{at} is no map: {value!r}"
        for key, element in value.items():
            if element is not None:
                strict(element, parts[1], f"{at}[{key}]")
    elif annotation is float:
        assert isinstance(value, (int, float)) and not isinstance(value, bool), f"{at} is no number: {value!r}"
    elif isinstance(annotation, type):
        assert type(value) is annotation, f"{at} is no {annotation.__name__}: {value!r}"
    return value


def equal(found: Any, wanted: Any, what: str = "it") -> None:
    assert found == wanted, f"{what} is {found!r}, not {wanted!r}"
