import HTTPModel
import Synchronization
import Testing

@testable import DialectPrefect

@Suite("An answer that is too long to be looked into passes as it comes", .timeLimit(.minutes(1)))
struct LongAnswerTests {
    /// What is left to hand out, in pieces of 1 MiB.
    private final class Pieces: Sendable {
        static let size = 1 << 20
        private let left = Mutex(PrefectAPI.readLimit / size + 2)

        func next() -> [UInt8]? {
            let number = left.withLock { left in
                defer { left = max(left - 1, 0) }
                return left
            }
            return number == 0 ? nil : [UInt8](repeating: UInt8(number), count: Self.size)
        }
    }

    @Test("whether it says how long it is or not", arguments: [true, false])
    func passes(saysLength: Bool) async throws {
        try await APIUnderTest.run { world in
            let (pieces, all) = (Pieces(), Pieces())
            var expected: [UInt8] = []
            while let piece = all.next() { expected += piece }
            let body = HTTPBody.stream(length: saysLength ? expected.count : nil) { pieces.next() }
            let response = HTTPResponse(.ok, contentType: "application/json", body: body)
            let answer = try await world.api.collected(response)
            let passed = try await answer.response.body.collect(upTo: 64 << 20)
            // Not compared in the expectation, which would print them.
            let isWhole = passed == expected
            #expect(isWhole)
        }
    }
}
