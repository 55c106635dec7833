import FoundationEssentials
import HTTPModel
import NativeWire

/// An answer with its body read.
struct TestAnswer: Sendable {
    let status: Int
    let fields: HTTPFields
    let body: [UInt8]

    /// The most of a body that a test reads.
    private static let maximumBody = 4 * 1_024 * 1_024

    init(_ response: HTTPResponse) async throws {
        status = response.status.code
        fields = response.fields
        body = try await response.body.collect(upTo: Self.maximumBody)
    }

    /// The problem, if the answer is one.
    var problem: WireProblem? {
        guard fields[.contentType] == WireProblem.mediaType else { return nil }
        return try? JSONDecoder().decode(WireProblem.self, from: Data(body))
    }

    /// The status and the problem's code: the whole outcome of a refusal.
    var refusal: Refused? {
        problem.map { Refused(status: status, code: $0.code) }
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body))
    }

    var text: String { String(decoding: body, as: UTF8.self) }
}

/// How a request was refused.
struct Refused: Sendable, Hashable {
    let status: Int
    let code: String
}
