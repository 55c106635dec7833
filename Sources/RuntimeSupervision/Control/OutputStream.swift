public import HTTPEngine

/// What a child process writes to standard output or standard error, line by line.
///
/// Never protocol.
public final class OutputStream: ByteStream {
    public var onLine: ((String) -> Void)?
    var onEndOfStream: (() -> Void)?
    private var splitter = LineSplitter()

    override public func onData(_ bytes: Span<UInt8>) {
        for line in splitter.append(bytes) { onLine?(line) }
    }

    override public func onClosed() {
        for line in splitter.finish() { onLine?(line) }
        let report = onEndOfStream
        onLine = nil
        onEndOfStream = nil
        report?()
    }
}
