import HTTPEngine

/// What an engine writes to standard output or standard error, line by line. Never protocol.
final class OutputStream: ByteStream {
    private var splitter = LineSplitter()
    private var onLine: ((String) -> Void)?
    private var onEndOfStream: (() -> Void)?

    init(
        _ handle: consuming StreamHandle,
        on loop: EventLoop,
        onLine: @escaping (String) -> Void,
        onEndOfStream: @escaping () -> Void
    ) {
        self.onLine = onLine
        self.onEndOfStream = onEndOfStream
        super.init(handle, on: loop)
    }

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
