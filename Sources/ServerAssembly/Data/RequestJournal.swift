import GatewayPlane
import Telemetry

/// Writes one line for every request that was given to a version; secrets in queries are redacted.
struct RequestJournal: Sendable {
    let log: Log

    @Sendable
    func write(_ record: RequestRecord) {
        log.info(
            "request",
            [
                "request": .string(record.requestID), "worker": .string(record.worker),
                "version": .integer(record.version), "method": .string(record.method), "host": .string(record.host),
                "path": .string(record.path), "status": .integer(record.status),
                "duration_ms": .milliseconds(record.duration),
            ]
        )
    }
}
