import Dispatch
import SocketTesting
import Synchronization

/// A server made by hand: each connection is served, word for word, by a script.
final class ScriptedUpstream: Sendable {
    typealias Script = @Sendable (Conversation) throws -> Void

    let path: String
    private let folder: ShortFolder
    private let listener: PlainListener
    private let seen = Mutex<[String]>([])
    private let connections = Mutex(0)

    /// One connection: what the proxy sends is noted as it is read.
    struct Conversation: Sendable {
        let socket: PlainSocket
        /// Counts from 0.
        let number: Int
        fileprivate let upstream: ScriptedUpstream

        /// Reads a request whose body, if any, has a length; throws when the proxy has closed.
        @discardableResult
        func request() throws -> String {
            let head = try socket.receive(until: "\r\n\r\n")
            let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
                .flatMap { Int($0.dropFirst("content-length: ".count)) }
            let body = String(decoding: try socket.receive(count: length ?? 0), as: UTF8.self)
            upstream.seen.withLock { $0.append(head + body) }
            return head + body
        }

        /// How many passes against forged writes have been asked for.
        var passesGiven: Int {
            upstream.requests.count { $0.hasPrefix("GET /api/csrf-token") }
        }

        func answer(_ text: String) throws {
            try socket.send(text)
        }

        /// Answers with a body and its length.
        func answer(_ status: String, _ body: String, fields: String = "") throws {
            try socket.send("HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        }
    }

    init(_ script: @escaping Script) throws {
        folder = try ShortFolder()
        path = "\(folder.path)/u"
        listener = try PlainListener(path: path)
        DispatchQueue(label: "upstream").async { [weak self, listener] in
            while let socket = listener.accept() {
                guard let self else { return }
                serve(socket, script)
            }
        }
    }

    /// The requests that came, whole.
    var requests: [String] { seen.withLock { $0 } }

    func stop() {
        listener.stop()
    }

    private func serve(_ socket: PlainSocket, _ script: @escaping Script) {
        let number = connections.withLock { count in
            defer { count += 1 }
            return count
        }
        DispatchQueue(label: "conversation").async { [self] in
            // A script ends by an error when the proxy closes, which is what most wait for.
            try? script(Conversation(socket: socket, number: number, upstream: self))
        }
    }
}

extension String {
    /// The lines of a head from the second on, in order.
    var fieldLines: [String] {
        let head = self.firstRange(of: "\r\n\r\n").map { String(self[..<$0.lowerBound]) } ?? self
        return head.split(separator: "\r\n").dropFirst().map(String.init)
    }
}
