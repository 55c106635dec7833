import Glibc
import Synchronization

/// A stream that text is written to: a terminal, a file or a pipe.
final class TextChannel: Sendable {
    let isTerminal: Bool
    let hasColor: Bool
    private let descriptor: Int32
    /// Whether whoever read it has gone.
    private let closed = Mutex(false)

    init(descriptor: Int32, hasColor: Bool) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        self.hasColor = hasColor && isTerminal
    }

    /// Whether nobody reads any more, as behind `| head`.
    var isClosed: Bool { closed.withLock { $0 } }

    func line(_ text: TerminalText) {
        write(text.rendered(inColor: hasColor) + "\n")
    }

    /// Writes all of it; nothing once nobody reads.
    func write(_ text: String) {
        closed.withLock { closed in
            guard !closed else { return }
            var text = text
            closed = !text.withUTF8 { Self.writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
        }
    }

    /// Writes bytes as they are; what a terminal would act upon must not come here.
    func write(_ bytes: [UInt8]) {
        closed.withLock { closed in
            guard !closed else { return }
            closed = !bytes.withUnsafeBytes { Self.writeAll($0, to: descriptor) }
        }
    }

    /// The columns of the terminal; `nil` where there is none.
    var columns: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, start, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
