"""Versions, deployments, and the beta API for Workers and their versions."""

from __future__ import annotations

import base64
from typing import Any

import modules
from checks import Checks, needed
from session import Session, ended
from surface_resources import contains, equal, has, lacks
from surface_scripts import SCRIPT

BETA = "surface-beta"


def versions(session: Session, checks: Checks) -> None:
    resource = session.client.workers.scripts.versions
    place: dict[str, Any] = {"script_name": SCRIPT, "account_id": session.account}
    annotations = {"workers_message": "a draft", "workers_tag": "draft", "workers_alias": "staging"}
    upload = modules.metadata(bindings=[modules.plain("NAME", "draft")], annotations=annotations)
    made = checks.call(
        "versions.create", lambda: session.create_version(SCRIPT, metadata=upload, files=modules.greeting("draft"))
    )
    version = made["id"] if made else "none"
    got = checks.call("versions.get", lambda: session.version(SCRIPT, version))
    checks.call("versions.get tells what was uploaded", lambda: described(needed(got, "version")))
    listed = checks.call("versions.list ends", lambda: ended(resource.list(**place)))
    checks.call("versions.list has the newest first", lambda: equal(listed[0].id, version))
    checks.call(
        "versions.list of what can be deployed ends",
        lambda: contains(ended(resource.list(**place, deployable=True)), "id", version),
    )
    checks.call(
        "versions.list in pages of one ends",
        lambda: equal(len({item.id for item in ended(resource.list(**place, per_page=1))}), len(listed)),
    )
    checks.call(
        "versions.create with strict inheritance",
        lambda: session.create_version(
            SCRIPT,
            metadata=modules.metadata(bindings=[{"type": "inherit", "name": "NAME"}]),
            files=modules.greeting("inheriting"),
            bindings_inherit="strict",
        ),
    )


def described(version: dict[str, Any]) -> None:
    """The fields that clients rely on, with what was uploaded."""
    annotations, resources = version["annotations"], version["resources"]
    assert annotations["workers/message"] == "a draft" and annotations["workers/tag"] == "draft", annotations
    assert annotations["workers/alias"] == "staging", annotations
    assert annotations["workers/triggered_by"] == "version_upload", annotations
    assert version["metadata"]["has_preview"] is True and version["metadata"]["hasPreview"] is True, version["metadata"]
    assert version["metadata"]["source"] == "api", version["metadata"]
    assert resources["script_runtime"]["compatibility_date"] == "2025-01-01", resources
    assert "fetch" in resources["script"]["handlers"] and resources["script"]["etag"], resources
    secrets = [binding for binding in resources["bindings"] if binding["type"] == "secret_text"]
    assert [secret["name"] for secret in secrets] == ["SECRET"], "the secrets of the latest version stay"
    assert not any("text" in secret for secret in secrets), "a secret's value is shown"


def deployments(session: Session, checks: Checks) -> None:
    resource = session.client.workers.scripts.deployments
    place: dict[str, Any] = {"script_name": SCRIPT, "account_id": session.account}
    newest = checks.call("the versions to deploy", lambda: ended(session.client.workers.scripts.versions.list(**place)))
    one, two = (newest[1].id, newest[0].id) if newest and len(newest) > 1 else ("none", "none")
    before = checks.call("deployments.list", lambda: session.deployments(SCRIPT))
    made = checks.call(
        "deployments.create of a split", lambda: session.deploy(SCRIPT, {one: 90, two: 10}, "a canary", force=True)
    )
    checks.call("deployments.create answers the split", lambda: equal(shares(made), {one: 90, two: 10}))
    deployment = made.id if made else "none"
    checks.call("deployments.get", lambda: equal(shares(resource.get(deployment, **place)), {one: 90, two: 10}))
    checks.call("deployments.create with decimals", lambda: session.deploy(SCRIPT, {one: 99.5, two: 0.5}))
    whole = checks.call("deployments.create of all", lambda: session.deploy(SCRIPT, {two: 100}))
    after = checks.call("deployments.list has the newest first", lambda: session.deployments(SCRIPT))
    checks.call("deployments.list begins with the active one", lambda: equal(after[0].id, whole.id))
    checks.call("deployments.list grew", lambda: equal(len(after) >= min(len(before) + 3, 10), True))
    checks.call("deployments.delete", lambda: resource.delete(deployment, **place))
    checks.call("deployments.list after deletion", lambda: lacks(session.deployments(SCRIPT), "id", deployment))


def shares(deployment: Any) -> dict[str, float]:
    return {share.version_id: share.percentage for share in deployment.versions}


def beta_workers(session: Session, checks: Checks) -> None:
    resource, account = session.client.workers.beta.workers, session.account
    made = checks.call("beta.workers.create", lambda: resource.create(account_id=account, name=BETA, tags=["a"]))
    worker = made.id if made else "none"
    checks.call("beta.workers.get by id", lambda: has(resource.get(worker, account_id=account), name=BETA))
    checks.call("beta.workers.get by name", lambda: has(resource.get(BETA, account_id=account), id=worker))
    checks.call("beta.workers.list ends", lambda: contains(ended(resource.list(account_id=account)), "name", BETA))
    checks.call(
        "beta.workers.update",
        lambda: has(resource.update(worker, account_id=account, name=BETA, logpush=True), logpush=True),
    )
    checks.call("beta.workers.edit", lambda: edit(resource, worker, account))
    hosts = checks.call("beta.workers.get tells the hosts", lambda: session.worker_hosts(BETA))
    checks.call("beta.workers.get tells the preview hosts", lambda: equal(hosts[1].startswith(f"-{BETA}."), True))
    beta_versions(session, checks, worker)
    checks.call("beta.workers.delete", lambda: resource.delete(worker, account_id=account))
    checks.call(
        "beta.workers.list after deletion", lambda: lacks(ended(resource.list(account_id=account)), "id", worker)
    )


def edit(resource: Any, worker: str, account: str) -> Any:
    """A merge patch; the SDK wants every field of it."""
    return has(
        resource.edit(
            worker,
            account_id=account,
            name=BETA,
            logpush=False,
            observability={"enabled": True},
            subdomain={"enabled": True, "previews_enabled": True},
            tags=["b"],
            tail_consumers=[],
        ),
        tags=["b"],
    )


def beta_versions(session: Session, checks: Checks, worker: str) -> None:
    resource = session.client.workers.beta.workers.versions
    place: dict[str, Any] = {"account_id": session.account, "worker_id": worker}
    made = []
    for release in ("one", "two", "three"):
        made.append(
            checks.call(
                f"beta.workers.versions.create {release}",
                lambda name=release: resource.create(
                    **place,
                    main_module="index.js",
                    compatibility_date="2025-01-01",
                    annotations={"workers_message": name},
                    modules=[json_module(modules.greeting(name)[0])],
                ),
            )
        )
    ids = [version.id if version else "none" for version in made]
    checks.call("beta.workers.versions.get", lambda: has(resource.get(ids[0], **place), id=ids[0]))
    checks.call(
        "beta.workers.versions.get with modules",
        lambda: equal(len(resource.get(ids[0], **place, include="modules").modules), 1),
    )
    checks.call("beta.workers.versions.list ends", lambda: contains(ended(resource.list(**place)), "id", ids[2]))
    checks.call("beta.workers.versions.delete", lambda: resource.delete(ids[1], **place))
    checks.call("beta.workers.versions.list after deletion", lambda: lacks(ended(resource.list(**place)), "id", ids[1]))
    checks.call(
        "beta.workers.versions.create with deploy",
        lambda: resource.create(
            **place,
            deploy=True,
            main_module="index.js",
            compatibility_date="2025-01-01",
            modules=[json_module(modules.greeting("four")[0])],
        ),
    )
    checks.call(
        "beta.workers.versions.create with deploy serves all",
        lambda: equal([share.percentage for share in session.deployments(BETA)[0].versions], [100]),
    )


def json_module(file: modules.File) -> dict[str, str]:
    name, content, content_type = file
    return {"name": name, "content_type": content_type, "content_base64": base64.b64encode(content).decode()}
