import CUV
import Glibc

/// A socket address as the system calls want it.
struct RawSocketAddress {
    private var storage = sockaddr_storage()
    private var length: socklen_t

    /// Throws `EINVAL` for text that is no address, `ENAMETOOLONG` for a Unix path over 107 bytes.
    init(_ address: SocketAddress) throws(LoopError) {
        switch address {
        case .ipv4(let host, let port):
            var raw = sockaddr_in()
            raw.sin_family = sa_family_t(AF_INET)
            raw.sin_port = port.bigEndian
            guard inet_pton(AF_INET, host, &raw.sin_addr) == 1 else { throw Self.invalid(address, EINVAL) }
            length = socklen_t(MemoryLayout<sockaddr_in>.size)
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: raw, as: sockaddr_in.self) }
        case .ipv6(let host, let port):
            var raw = sockaddr_in6()
            raw.sin6_family = sa_family_t(AF_INET6)
            raw.sin6_port = port.bigEndian
            guard inet_pton(AF_INET6, host, &raw.sin6_addr) == 1 else { throw Self.invalid(address, EINVAL) }
            length = socklen_t(MemoryLayout<sockaddr_in6>.size)
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: raw, as: sockaddr_in6.self) }
        case .unix(let path):
            var raw = sockaddr_un()
            raw.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(path.utf8)
            guard !bytes.isEmpty, !bytes.contains(0) else { throw Self.invalid(address, EINVAL) }
            guard bytes.count < MemoryLayout.size(ofValue: raw.sun_path) else {
                throw Self.invalid(address, ENAMETOOLONG)
            }
            withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: bytes) }
            length = socklen_t(MemoryLayout<sockaddr_un>.size)
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: raw, as: sockaddr_un.self) }
        }
    }

    private init(storage: sockaddr_storage, length: socklen_t) {
        self.storage = storage
        self.length = length
    }

    /// The address a bound socket has.
    static func local(of descriptor: Int32) -> RawSocketAddress? {
        read { getsockname(descriptor, $0, &$1) == 0 }
    }

    /// The address of the other end of a TCP handle.
    static func peer(of handle: UnsafeMutablePointer<uv_stream_t>) -> RawSocketAddress? {
        read { address, length in
            var size = Int32(length)
            let code = UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_tcp_t.self, capacity: 1) {
                uv_tcp_getpeername($0, address, &size)
            }
            length = socklen_t(size)
            return code == 0
        }
    }

    private static func read(
        _ fill: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Bool
    ) -> RawSocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isFilled = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { fill($0, &length) }
        }
        return isFilled ? RawSocketAddress(storage: storage, length: length) : nil
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// The address as text; nil for a family that we do not use.
    var address: SocketAddress? {
        withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_INET:
                var raw = bytes.load(as: sockaddr_in.self)
                return .ipv4(Self.text(AF_INET, &raw.sin_addr), port: UInt16(bigEndian: raw.sin_port))
            case AF_INET6:
                var raw = bytes.load(as: sockaddr_in6.self)
                return .ipv6(Self.text(AF_INET6, &raw.sin6_addr), port: UInt16(bigEndian: raw.sin6_port))
            case AF_UNIX:
                let path = bytes.dropFirst(MemoryLayout<sa_family_t>.size).prefix { $0 != 0 }
                return .unix(String(decoding: path, as: UTF8.self))
            default: return nil
            }
        }
    }

    private static func text(_ family: Int32, _ address: UnsafeRawPointer) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let base = buffer.baseAddress,
                let text = inet_ntop(family, address, base, socklen_t(buffer.count))
            else { return "" }
            return String(cString: text)
        }
    }

    private static func invalid(_ address: SocketAddress, _ code: Int32) -> LoopError {
        LoopError(operation: "use the address \(address)", code: code)
    }
}

/// `SOCK_…` flags, which Glibc's module imports as an enum.
enum SocketKind {
    static let streamNonBlocking = Int32(
        SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
    )
}
