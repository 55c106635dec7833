import HTTPEngine

/// What an engine writes to standard output or standard error, line by line.
///
/// Never protocol.
final class OutputStream: ByteStream {
    var onLine: ((String) -> Void)?
    var onEndOfStream: (() -> Void)?
    private var splitter = LineSplitter()

    override func onData(_ bytes: Span<UInt8>) {
        for line in splitter.append(bytes) { onLine?(line) }
    }

    override func onClosed() {
        for line in splitter.finish() { onLine?(line) }
        let report = onEndOfStream
        onLine = nil
        onEndOfStream = nil
        report?()
    }
}
