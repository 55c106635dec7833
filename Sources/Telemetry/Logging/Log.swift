/// Writes what happens as JSON lines: time, level, message, then fields.
///
/// A message is a constant sentence; what varies belongs into fields. Credentials are redacted by the names of fields
/// (``Redaction``), control and bidirectional characters are escaped, long strings are cut.
public struct Log: Sendable {
    private let sink: any LogSink
    private let level: LogLevel
    private let now: @Sendable () -> Timestamp
    private var context: LogFields = [:]

    public init(
        to sink: any LogSink,
        from level: LogLevel = .info,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) {
        self.sink = sink
        self.level = level
        self.now = now
    }

    /// A log that drops everything.
    public static let silent = Log(to: NoLogSink())

    /// Returns a log that adds fields to every line.
    public func with(_ fields: LogFields) -> Log {
        var log = self
        log.context.append(contentsOf: fields)
        return log
    }

    public func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        write(.debug, message, fields)
    }

    public func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        write(.info, message, fields)
    }

    public func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        write(.warning, message, fields)
    }

    public func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        write(.error, message, fields)
    }

    /// Returns when every line so far is where it belongs; for the end of a process.
    public func flush() {
        sink.flush()
    }

    private func write(_ level: LogLevel, _ message: () -> String, _ fields: () -> LogFields) {
        guard level >= self.level else { return }
        var line = LogLine()
        line.append("time", .string(now().description))
        line.append("level", .string(level.rawValue))
        line.append("message", .string(message()))
        line.append(context)
        line.append(fields())
        sink.write(line.finished())
    }
}
