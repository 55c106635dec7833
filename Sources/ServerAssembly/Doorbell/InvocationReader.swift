import DialectCloudflare
import FoundationEssentials
import HTTPModel

/// Reads a stream of ``InvocationLine``; letting go of it closes the stream.
actor InvocationReader {
    /// The longest line, in bytes: what a record may hold, each character escaped.
    static let longestLine = 2 << 20

    private let body: HTTPBody
    private var rest: [UInt8] = []

    init(_ body: HTTPBody) {
        self.body = body
    }

    /// Waits for the next line; `nil` at the end of the stream.
    @Sendable
    func next() async throws -> TailNews? {
        // A stream goes on where it stopped, whoever iterates.
        var chunks = body.makeAsyncIterator()
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = try JSONDecoder().decode(InvocationLine.self, from: Data(rest[..<end]))
                rest.removeSubrange(...end)
                return line.news
            }
            guard rest.count < Self.longestLine else { throw HTTPBody.TooLarge(limit: Self.longestLine) }
            guard let chunk = try await chunks.next() else { return nil }
            rest += chunk
        }
    }
}
