"""What a handler is told about its invocation: the `context` of Function Compute."""

import logging


class Credentials:
    def __init__(self, request):
        self.access_key_id = request.header("x-fc-access-key-id")
        self.access_key_secret = request.header("x-fc-access-key-secret")
        self.security_token = request.header("x-fc-security-token")
        self.accessKeyId, self.accessKeySecret = self.access_key_id, self.access_key_secret
        self.securityToken = self.security_token


class FunctionFacts:
    def __init__(self, facts):
        self.name = facts["name"]
        self.handler = facts["handler"]
        self.memory = facts["memory"]
        self.timeout = facts["timeout"]
        self.initializer = facts["initializer"]
        self.initialization_timeout = facts["initializationTimeout"]


class ServiceFacts:
    def __init__(self, facts, request):
        self.name = facts["name"]
        self.log_project = facts["logProject"]
        self.log_store = facts["logStore"]
        # As the call said it: one instance serves every alias of its version.
        self.qualifier = request.header("x-fc-qualifier", facts["qualifier"])
        self.version_id = request.header("x-fc-version-id", facts["versionId"])


class Tracing:
    def __init__(self, request):
        self.span_context = request.header("x-fc-tracing-opentracing-span-context")
        self.jaeger_endpoint = request.header("x-fc-tracing-jaeger-endpoint")
        self.span_baggages = {}

    def inject_headers(self, headers):
        """Adds what carries the trace on to the headers of a request."""
        if self.span_context:
            headers["uber-trace-id"] = self.span_context


class Context:
    def __init__(self, description, request, request_id):
        self.request_id = self.requestId = request_id
        self.credentials = Credentials(request)
        self.function = FunctionFacts(description["function"])
        self.service = ServiceFacts(description["service"], request)
        self.region = description["region"]
        self.account_id = self.accountId = description["accountId"]
        self.tracing = Tracing(request)
        self.logger = logging.getLogger()
        self.retry_count = int(request.header("x-fc-retry-count") or 0)
