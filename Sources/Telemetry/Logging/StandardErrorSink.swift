/// Writes log lines to standard error, and waits as long as that takes.
public struct StandardErrorSink: LogSink {
    public init() {}

    public func write(_ lines: [UInt8]) {
        FileOutput.write(lines, to: 2)
    }

    public func flush() {}
}
