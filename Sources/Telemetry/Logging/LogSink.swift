/// Where log lines go.
public protocol LogSink: Sendable {
    /// Takes one or more whole lines, from any thread.
    ///
    /// It never throws: a log that cannot be written must not stop what it tells about.
    func write(_ lines: [UInt8])

    /// Returns when all lines taken so far are written.
    func flush()
}

struct NoLogSink: LogSink {
    func write(_ lines: [UInt8]) {}
    func flush() {}
}
