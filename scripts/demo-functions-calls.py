"""What a user of Alibaba's Python SDK for Function Compute writes, with this server instead of the vendor's.

`scripts/demo` shows and runs it statement by statement. It also runs as it is, where the environment has FC_ENDPOINT,
FC_ACCESS_KEY_ID and FC_ACCESS_KEY_SECRET.
"""

import collections
import os
import pathlib
import tempfile

import fc2

key = {"accessKeyID": os.environ["FC_ACCESS_KEY_ID"], "accessKeySecret": os.environ["FC_ACCESS_KEY_SECRET"]}
client = fc2.Client(endpoint=os.environ["FC_ENDPOINT"], **key)

# A service with a function, and version 1 of it:
folder = tempfile.TemporaryDirectory()
code = """
def handler(event, context):
    return "Hello, %s, from version %s" % (event.decode(), context.service.version_id or "LATEST")
"""
written = pathlib.Path(folder.name, "index.py").write_text(code)
client.create_service("shop", description="sells").data["serviceId"]
client.create_function("shop", "greet", "python3", "index.handler", codeDir=folder.name).data["codeChecksum"]
client.invoke_function("shop", "greet", "Anna").data
client.publish_version("shop", "first").data
assert client.invoke_function("shop", "greet", "Anna", qualifier="1").data == b"Hello, Anna, from version 1"

# Edit LATEST and publish it; version 1 stays what it was:
written = pathlib.Path(folder.name, "index.py").write_text(code.replace("Hello", "Good day"))
client.update_function("shop", "greet", codeDir=folder.name).data["codeChecksum"]
client.publish_version("shop", "polite").data
[client.invoke_function("shop", "greet", "Anna", qualifier=version).data for version in ("1", "2")]
assert client.invoke_function("shop", "greet", "Anna", qualifier="1").data == b"Hello, Anna, from version 1"

# An alias: version 1, and 2 for a fifth of the calls:
client.create_alias("shop", "prod", "1", additionalVersionWeight={"2": 0.2}).data
def seen(count):
    replies = (client.invoke_function("shop", "greet", "x", qualifier="prod") for _ in range(count))
    return dict(collections.Counter(reply.headers["X-Fc-Invocation-Service-Version"] for reply in replies))

answers = seen(500)
answers
assert sum(answers.values()) == 500, "every call was answered by one of the two"
assert 55 <= answers["2"] <= 145, "a fifth of 500, give or take five standard deviations"

# All to version 2:
client.update_alias("shop", "prod", "2", additionalVersionWeight={}).data
seen(100)
assert seen(100) == {"2": 100}
