import Foundation
import SocketTesting

/// A request written out as in RFC 9112, sent over a socket of its own, and what comes back.
///
/// The request line goes without its `HTTP/1.1`. Absent fields that every request needs are added: `Host`, `Authorization` of an administrator (none with the value
/// `none`), `Connection: close`, and `Content-Length` unless the case frames the body. A body of parts gets the line
/// ends that forms have, and a chunked one is framed as a single chunk.
struct HTTPExchange {
    private var head: [String]
    private var body: [UInt8]
    private let placeholders: Placeholders

    init(_ text: String, _ placeholders: Placeholders) throws {
        let separator = text.range(of: "\n\n")
        let head = text[..<(separator?.lowerBound ?? text.endIndex)]
        self.head = head.split(separator: "\n").map(String.init)
        if let first = self.head.first { self.head[0] = first + " HTTP/1.1" }
        let body = separator.map { String(text[$0.upperBound...]) } ?? ""
        let isForm = head.contains("Content-Type: multipart/")
        self.body = try placeholders.fill(isForm ? body.replacing("\n", with: "\r\n") : body)
        self.placeholders = placeholders
    }

    /// Sends it, and returns the status, the fields that tell what to do, and the problem.
    func answer(port: UInt16) throws -> String {
        let socket = try PlainSocket(port: port)
        do {
            try socket.send(try bytes())
        } catch is SocketFailure {
            // A server may refuse before it has read everything; its answer says why.
        }
        return try Self.legible(try socket.receiveToEnd())
    }

    private func bytes() throws -> [UInt8] {
        var lines = head
        add("Host: 127.0.0.1:«control»", to: &lines)
        add("Authorization: Bearer «admin»", to: &lines)
        add("Connection: close", to: &lines)
        var body = body
        if has("Transfer-Encoding", lines) {
            body = Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
        } else if !body.isEmpty {
            add("Content-Length: \(body.count)", to: &lines)
        }
        lines.removeAll { $0 == "Authorization: none" }
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n"
        return try placeholders.fill(text) + body
    }

    private func add(_ line: String, to lines: inout [String]) {
        let name = line.prefix { $0 != ":" }
        if !has(String(name), lines) { lines.append(line) }
    }

    private func has(_ name: String, _ lines: [String]) -> Bool {
        lines.contains { $0.lowercased().hasPrefix(name.lowercased() + ":") }
    }

    /// The fields that a refused client acts upon.
    private static let shownFields: Set<String> = ["allow", "www-authenticate", "retry-after", "location"]

    private static func legible(_ answer: String) throws -> String {
        let parts = answer.components(separatedBy: "\r\n\r\n")
        guard parts.count > 1 else { return "HTTP: no answer but \"\(answer)\"" }
        let lines = parts[0].components(separatedBy: "\r\n")
        let status = "HTTP \(lines[0].split(separator: " ").dropFirst().joined(separator: " "))"
        let fields = lines.dropFirst().filter { line in
            shownFields.contains(line.prefix { $0 != ":" }.lowercased())
        }
        let body = parts.dropFirst().joined(separator: "\r\n\r\n")
        return ([status] + fields + [try Problem.legible(body)]).joined(separator: "\n")
    }
}
