import GatewayPlane
import Telemetry

/// Writes request records as JSON lines, as the server does.
struct RequestLogFile: Sendable {
    private let log: Log

    init(path: String) {
        do {
            log = Log(to: BufferedLogSink(try RotatingFileSink(folder: ".", name: "requests")))
        } catch {
            fatalError("cannot write \(path): \(error)")
        }
    }

    @Sendable
    func write(_ record: RequestRecord) {
        log.info(
            "request",
            [
                "request": .string(record.requestID), "worker": .string(record.worker),
                "version": .integer(record.version), "method": .string(record.method), "path": .string(record.path),
                "status": .integer(record.status), "duration": .milliseconds(record.duration),
            ]
        )
    }
}
