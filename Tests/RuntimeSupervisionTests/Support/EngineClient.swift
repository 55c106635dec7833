import HTTPEngine

/// Sends requests to a service socket, as the gateway does; one connection each.
struct EngineClient {
    let loop: LoopThread

    struct Response: Sendable {
        let status: Int
        let head: String
        let body: String

        init(_ text: String) throws {
            guard let end = text.range(of: "\r\n\r\n"), text.hasPrefix("HTTP/1.1 "),
                let status = Int(text.dropFirst(9).prefix(3))
            else { throw NoResponse(received: text) }
            self.status = status
            head = String(text[..<end.lowerBound])
            body = String(text[end.upperBound...])
        }
    }

    /// The connection ended without a response; what came is told.
    struct NoResponse: Error {
        let received: String
    }

    /// Sends a request with an absolute-form target and the gateway's own headers, and reads the answer to its end.
    func send(
        _ method: String = "GET",
        _ url: String = "http://hello.localhost/",
        headers: [String: String] = [:],
        body: String = "",
        to endpoint: UpstreamEndpoint
    ) async throws -> Response {
        let authority = url.split(separator: "/", maxSplits: 2)[1].split(separator: "/")[0]
        var head = "\(method) \(url) HTTP/1.1\r\nHost: \(authority)\r\nConnection: close\r\n"
        head += "x-gw-request-id: req-1\r\nx-deno-client-address: 203.0.113.7:4711\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if !body.isEmpty { head += "Content-Length: \(body.utf8.count)\r\n" }
        return try Response(try await exchange(head + "\r\n" + body, path: endpoint.path))
    }

    /// Sends a request as it is to a service socket.
    func send(
        _ method: String,
        _ target: String,
        headers: [String: String],
        body: String,
        path: String
    ) async throws -> Response {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: fc.localhost:8787\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        head += "Content-Length: \(body.utf8.count)\r\n"
        return try Response(try await exchange(head + "\r\n" + body, path: path))
    }

    /// Sends a request, and closes the connection when the engine has had time to begin with it.
    func sendAndLeave(to endpoint: UpstreamEndpoint) async throws {
        let head = "GET http://hello.localhost/ HTTP/1.1\r\nHost: hello.localhost\r\nx-gw-request-id: req-1\r\n\r\n"
        _ = try await exchange(head, path: endpoint.path, patience: .milliseconds(200))
    }

    private func exchange(
        _ request: String,
        path: String,
        patience: Duration = .seconds(10)
    ) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            loop.submit { loop in
                do {
                    let handle = try StreamHandle.connect(to: .unix(path), on: loop)
                    let stream = Exchange(handle, on: loop)
                    stream.completion = { continuation.resume(returning: $0) }
                    stream.deadline = loop.now + patience
                    let bytes = Array(request.utf8)
                    stream.send(bytes.span)
                    stream.startReading()
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }
}

private final class Exchange: ByteStream {
    var completion: ((String) -> Void)?
    private var received: [UInt8] = []

    override func onData(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { received.append(contentsOf: $0) }
    }

    override func onClosed() {
        completion?(String(decoding: received, as: UTF8.self))
    }
}

extension String {
    /// The first occurrence of a text, without Foundation.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        firstRange(of: text)
    }
}
