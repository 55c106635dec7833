"""What a user of Cloudflare's Python SDK writes, with this server instead of the vendor's.

`scripts/demo` shows and runs it statement by statement. It also runs as it is, where the environment has
CLOUDFLARE_BASE_URL, CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, and in GATEWAY the address that takes traffic.
"""

import collections
import os

import httpx
from cloudflare import Cloudflare

client = Cloudflare()  # reads CLOUDFLARE_BASE_URL and CLOUDFLARE_API_TOKEN
account = os.environ["CLOUDFLARE_ACCOUNT_ID"]
scripts, kv = client.workers.scripts, client.kv.namespaces

# Deploy a worker with a KV namespace, and switch its host on:
code = """
export default {
  async fetch(request, env) {
    if (request.method === "PUT") await env.NOTES.put("visitor", await request.text());
    return Response.json({ greeting: "Hello", version: env.VERSION.id, visitor: await env.NOTES.get("visitor") });
  },
};
"""
notes = kv.create(account_id=account, title="notes")
metadata = {
    "main_module": "greeter.js",
    "compatibility_date": "2026-11-01",
    "bindings": [
        {"type": "kv_namespace", "name": "NOTES", "namespace_id": notes.id},
        {"type": "version_metadata", "name": "VERSION"},
    ],
}
files = [("greeter.js", code.encode(), "application/javascript+module")]
scripts.update("greeter", account_id=account, metadata=metadata, files=files).id
scripts.subdomain.create("greeter", account_id=account, enabled=True, previews_enabled=True).enabled
gateway = httpx.Client(base_url=os.environ["GATEWAY"], headers={"Host": "greeter.localhost"})
gateway.get("/").json()
one = scripts.deployments.list("greeter", account_id=account).deployments[0].versions[0].version_id
assert gateway.get("/").json() == {"greeting": "Hello", "version": one, "visitor": None}

# Upload a second version; that changes no traffic:
files = [("greeter.js", code.replace("Hello", "Good day").encode(), "application/javascript+module")]
two = scripts.versions.create("greeter", account_id=account, metadata=metadata, files=files).id
def seen(count):
    versions = collections.Counter(gateway.get("/").json()["version"] for _ in range(count))
    return {"one": versions[one], "two": versions[two]}

seen(100)
assert seen(100) == {"one": 100, "two": 0}

# Give each half of the requests:
halves = [{"version_id": one, "percentage": 50}, {"version_id": two, "percentage": 50}]
scripts.deployments.create("greeter", account_id=account, strategy="percentage", versions=halves).id
answers = seen(400)
answers
assert sum(answers.values()) == 400, "every request was answered by one of the two"
assert 150 <= answers["two"] <= 250, "half of 400, give or take five standard deviations"

# The worker writes and the API reads, then the other way round:
gateway.put("/", content="Ada").json()["visitor"]
found = kv.values.get("visitor", account_id=account, namespace_id=notes.id).read()
found
assert found == b"Ada"
written = kv.values.update("visitor", account_id=account, namespace_id=notes.id, value=b"Grace")
gateway.get("/").json()["visitor"]
assert gateway.get("/").json()["visitor"] == "Grace"

# Roll back; what is stored stays:
whole = [{"version_id": one, "percentage": 100}]
scripts.deployments.create("greeter", account_id=account, strategy="percentage", versions=whole).id
seen(100)
gateway.get("/").json()
assert seen(100) == {"one": 100, "two": 0}
assert gateway.get("/").json() == {"greeting": "Hello", "version": one, "visitor": "Grace"}
