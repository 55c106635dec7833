import Dispatch
import Glibc

/// A blocking socket for tests: the other side of the code under test, sharing none of it.
///
/// Every wait ends after the deadline, with an error that shows what had come by then.
public final class PlainSocket: Sendable {
    public let descriptor: Int32

    public init(adopting descriptor: Int32, deadlineSeconds: Int = 10) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: deadlineSeconds, tv_usec: 0)
        let length = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, length)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, length)
    }

    deinit {
        close(descriptor)
    }

    /// Connects to 127.0.0.1, or to ::1.
    public convenience init(port: UInt16, isIPv6: Bool = false) throws(SocketFailure) {
        let descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, streamKind, 0)
        let code: Int32
        if isIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            code = connectSocket(descriptor, address)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            code = connectSocket(descriptor, address)
        }
        guard code == 0 else {
            close(descriptor)
            throw SocketFailure("connect to port \(port)", errno)
        }
        self.init(adopting: descriptor)
    }

    public convenience init(path: String) throws(SocketFailure) {
        let descriptor = socket(AF_UNIX, streamKind, 0)
        guard connectSocket(descriptor, unixAddress(path)) == 0 else {
            close(descriptor)
            throw SocketFailure("connect to \(path)", errno)
        }
        self.init(adopting: descriptor)
    }

    /// Sends all bytes; waits while the peer does not read.
    public func send(_ bytes: [UInt8]) throws(SocketFailure) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor,
                    buffer.baseAddress.map { $0 + start },
                    bytes.count - start,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { throw SocketFailure("send", errno) }
            start += count
        }
    }

    public func send(_ text: String) throws(SocketFailure) {
        try send(Array(text.utf8))
    }

    /// Returns what comes next, at most that much; empty when the peer has closed.
    public func receiveSome(_ limit: Int = 65_536) throws(SocketFailure) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let received = recv(descriptor, buffer.baseAddress, limit, 0)
            if received < 0 { code = errno }
            count = max(0, received)
        }
        guard code == 0 else { throw SocketFailure("receive", code) }
        return bytes
    }

    /// Returns everything up to and with the mark; throws when the peer closes before it.
    public func receive(until mark: String) throws(SocketFailure) -> String {
        var bytes: [UInt8] = []
        while !bytes.ends(with: Array(mark.utf8)) {
            let next = try receiveSome(1)
            guard !next.isEmpty else { throw SocketFailure("wait for “\(mark)” after “\(text(bytes))”", ECONNRESET) }
            bytes += next
        }
        return text(bytes)
    }

    /// Returns exactly that many bytes.
    public func receive(count: Int) throws(SocketFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let next = try receiveSome(count - bytes.count)
            guard !next.isEmpty else { throw SocketFailure("wait for \(count) bytes after \(bytes.count)", ECONNRESET) }
            bytes += next
        }
        return bytes
    }

    /// Returns everything until the peer closes.
    public func receiveToEnd() throws(SocketFailure) -> String {
        var bytes: [UInt8] = []
        while true {
            let next = try receiveSome()
            if next.isEmpty { return text(bytes) }
            bytes += next
        }
    }

    /// Tells the peer that nothing more will be sent.
    public func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Ends the connection in both directions while the object still lives.
    public func disconnect() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Makes the close that follows a reset: unsent and unread bytes are lost on both sides.
    public func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }
}

/// An answer as a client reads it.
public struct PlainAnswer: Sendable {
    public let status: Int
    /// The head as it came, without the empty line.
    public let head: String
    public let body: String

    /// The value of a field, or nil.
    public func field(_ name: String) -> String? {
        for line in head.split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == name { return parts[1].drop { $0 == " " }.description }
        }
        return nil
    }
}

extension PlainSocket {
    /// Reads an answer with `Content-Length`, or without a body.
    public func receiveAnswer(isHead: Bool = false) throws(SocketFailure) -> PlainAnswer {
        let head = String(try receive(until: "\r\n\r\n").dropLast(1))
        let status = Int(head.dropFirst(9).prefix(3)) ?? 0
        let bare = PlainAnswer(status: status, head: head, body: "")
        guard !isHead, let length = bare.field("content-length").flatMap({ Int($0) }) else { return bare }
        return PlainAnswer(status: status, head: head, body: text(try receive(count: length)))
    }
}

/// A listening Unix socket for tests, and its file.
public final class PlainListener: Sendable {
    public let path: String
    private let descriptor: Int32

    public init(path: String) throws(SocketFailure) {
        self.path = path
        descriptor = socket(AF_UNIX, streamKind, 0)
        var address = unixAddress(path)
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isBound, listen(descriptor, 128) == 0 else { throw SocketFailure("listen on \(path)", errno) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// Waits for a connection; nil after the listener was stopped, or after ten seconds.
    public func accept() -> PlainSocket? {
        let accepted = Glibc.accept(descriptor, nil, nil)
        return accepted >= 0 ? PlainSocket(adopting: accepted) : nil
    }

    /// Ends every ``accept()``.
    public func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

/// Runs blocking work of a test beside the threads that Swift concurrency has, so that others can go on meanwhile.
public func offPool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        // A queue of its own has a thread of its own; the global queue shares its few with Swift concurrency.
        DispatchQueue(label: "off pool").async { continuation.resume(with: Swift.Result { try body() }) }
    }
}

/// A new folder under /tmp, removed with its files when the last reference goes.
public final class ShortFolder: Sendable {
    public let path: String

    public init() throws(SocketFailure) {
        var template = Array("/tmp/sluice-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SocketFailure("mkdtemp", errno) }
        path = text(template.dropLast().map { UInt8(bitPattern: $0) })
    }

    deinit {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}

/// A system call of a test that failed or took too long.
public struct SocketFailure: Error, CustomStringConvertible {
    public let operation: String
    public let code: Int32

    init(_ operation: String, _ code: Int32) {
        self.operation = operation
        self.code = code
    }

    public var description: String { "\(operation): \(String(cString: strerror(code)))" }
}

private let streamKind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

private func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
}

private func unixAddress(_ path: String) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    return address
}

private func connectSocket<Address>(_ descriptor: Int32, _ address: Address) -> Int32 {
    withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
        }
    }
}

extension [UInt8] {
    fileprivate func ends(with tail: [UInt8]) -> Bool {
        count >= tail.count && self[(count - tail.count)...].elementsEqual(tail)
    }
}
