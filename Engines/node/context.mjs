// What a handler is told about its invocation: the `context` of Function Compute.

/** `headers` are those of the request, in lower case. */
export function contextOf(description, headers, requestId, logger) {
  const { function: facts, service, region, accountId } = description;
  return {
    requestId,
    credentials: {
      accessKeyId: headers["x-fc-access-key-id"] ?? "",
      accessKeySecret: headers["x-fc-access-key-secret"] ?? "",
      securityToken: headers["x-fc-security-token"] ?? "",
    },
    function: {
      name: facts.name,
      handler: facts.handler,
      memory: facts.memory,
      timeout: facts.timeout,
      initializer: facts.initializer,
      initializationTimeout: facts.initializationTimeout,
    },
    service: {
      name: service.name,
      logProject: service.logProject,
      logStore: service.logStore,
      // As the call said it: one instance serves every alias of its version.
      qualifier: headers["x-fc-qualifier"] ?? service.qualifier,
      versionId: headers["x-fc-version-id"] ?? service.versionId,
    },
    region,
    accountId,
    retryCount: Number(headers["x-fc-retry-count"] ?? 0),
    logger,
    tracing: {
      openTracingSpanContext: headers["x-fc-tracing-opentracing-span-context"] ?? "",
      jaegerEndpoint: headers["x-fc-tracing-jaeger-endpoint"] ?? "",
    },
  };
}
