import Glibc

/// A free port of 127.0.0.1 that no other program gets by chance while this is held.
///
/// It is bound and does not listen: a program that is told of it can listen there (both have SO_REUSEADDR), and between
/// two lives of that program connections are refused.
final class ReservedPort: Sendable {
    let number: UInt16
    private let descriptor: Int32

    init() throws(StartFailure) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Self.failure(errno) }
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0 ? 0 : errno
            }
        }
        guard code == 0 else {
            close(descriptor)
            throw Self.failure(code)
        }
        self.descriptor = descriptor
        number = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(descriptor)
    }

    private static func failure(_ code: Int32) -> StartFailure {
        StartFailure("no port of 127.0.0.1 is free: \(systemMessage(code))", code: "address_unusable")
    }
}
