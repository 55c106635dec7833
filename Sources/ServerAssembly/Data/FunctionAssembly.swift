import DialectFunctionCompute
import FoundationEssentials
import FunctionPlane
import HTTPEngine
import Lifecycle
import ReleaseCore
import ReleaseModel
import RuntimeSupervision
import StoreSQLite
import Telemetry

/// What the data process makes of functions: the plane that serves their calls, over this node's store and runtime.
struct FunctionAssembly: Sendable {
    let reader: SQLiteRouteReader
    let keys: SQLiteAccessKeyReader
    let runtime: RuntimeSupervisor
    let journal: FunctionJournal
    let calls: InvocationStore

    func plane(_ configuration: ServeConfiguration, log: Log) throws -> FunctionPlane {
        try FunctionPlane(
            codeFolder: configuration.folder.functionCode,
            store: calls,
            ports: ports(),
            limits: configuration.functionLimits,
            log: log
        )
    }

    private func ports() -> FunctionPorts {
        let (reader, keys, runtime, journal) = (reader, keys, runtime, journal)
        let verifier = RequestVerifier(
            nonces: NonceRegister(instant: { ContinuousClock.now }),
            now: { Date() },
            key: { (id) async throws(ReleaseError) in try await keys.accessKey(id) }
        )
        return FunctionPorts(
            snapshot: { digest, account in
                guard let stored = try await reader.snapshot(digest, account: account) else {
                    throw LaunchSource.Missing(description: "snapshot \(digest) is not stored here")
                }
                return stored.snapshot
            },
            package: { digest, account in
                guard let bytes = try await reader.blobs.read(digest, account: account) else {
                    throw LaunchSource.Missing(description: "package \(digest) is not stored here")
                }
                return bytes
            },
            start: { (launch) async throws(InstanceFailure) in try await runtime.startFunction(launch) },
            signer: { (request) async throws(SignatureRefusal) in
                let verified = try await verifier.verify(request)
                // The body is still on its way: only signatures that do not cover it can be told right or wrong.
                return try verified.principal(sending: nil).account
            },
            record: journal.record,
            journal: journal.line
        )
    }
}

/// Writes what functions say, and what is kept of their invocations, to `logs/functions.log`.
struct FunctionJournal: Sendable {
    let log: Log

    func record(_ call: FunctionCallRecord) {
        log.info(
            "invocation",
            [
                "service": .string(call.serviceName), "function": .string(call.functionName),
                "qualifier": .string(call.qualifier), "version": .string(call.versionId),
                "request": .string(call.requestId), "instance": .string(call.instanceID),
                "engine": .string(call.engine), "type": .string(call.invocationType.rawValue),
                "operation": .string(call.operation.rawValue), "milliseconds": .number(call.durationMs),
                "cold": .boolean(call.isColdStart), "failed": .boolean(call.hasFunctionError),
                "error": .string(call.errorType ?? ""), "memory": .integer(call.memoryMB),
                "memoryUsed": .number(call.memoryUsageMB), "mode": .string(call.resourceMode.rawValue),
            ]
        )
    }

    func line(_ line: FunctionLogLine) {
        log.info(
            line.text,
            [
                "service": .string(line.service), "function": .string(line.function),
                "version": .string(line.version), "request": .string(line.requestID ?? ""),
                "instance": .string(line.instanceID), "stream": .string(line.isError ? "stderr" : "stdout"),
            ]
        )
    }
}
