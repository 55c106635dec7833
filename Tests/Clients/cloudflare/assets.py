"""Uploads static files as clients do: a session for the manifest, the missing files, then a token for the upload."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from session import Session


def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    """Path to hash and size. Any 32 hex digits do as a hash that this client computes alike for alike contents."""
    return {path: {"hash": asset_hash(path, content), "size": len(content)} for path, content in files.items()}


def asset_hash(path: str, content: bytes) -> str:
    return hashlib.sha256(base64.b64encode(content) + path.rpartition(".")[2].encode()).hexdigest()[:32]


def upload(session: Session, script: str, files: dict[str, bytes]) -> str:
    """Returns the token that an upload of the Worker names."""
    client = session.client
    opened = client.workers.scripts.assets.upload.create(script, account_id=session.account, manifest=manifest(files))
    assert opened is not None and opened.jwt, "the session has no token"
    completion = None if opened.buckets else opened.jwt
    contents = {asset_hash(path, content): content for path, content in files.items()}
    for bucket in opened.buckets or []:
        answer = client.workers.assets.upload.create(
            account_id=session.account,
            base64=True,
            body={name: base64.b64encode(contents[name]).decode() for name in bucket},
            extra_headers={"Authorization": f"Bearer {opened.jwt}"},
        )
        completion = (answer and answer.jwt) or completion
    assert completion, "no upload gave the completion token"
    return completion
