import HTTPModel
import ReleaseCore
import Testing

@testable import DialectPrefect

@Suite("What an answer of the Prefect server says of a flow")
struct UpstreamVerdictTests {
    private enum Verdict: String {
        case gone, refused, denied, unreachable
    }

    private static func verdict(_ failure: FlowFailure) -> Verdict? {
        switch failure {
        case .gone: .gone
        case .refused: .refused
        case .denied: .denied
        case .unreachable: .unreachable
        case .missing, .differs, .notConfigured: nil
        }
    }

    @Test(
        "is a verdict only where the server has looked at what was asked",
        arguments: [
            (404, "gone", "gone"), (409, "refused", "refused"), (422, "refused", "refused"),
            (401, "denied", "denied"), (403, "denied", "denied"),
            (408, "unreachable", "unreachable"), (429, "unreachable", "unreachable"),
            // Content that does not go together is answered so, and not written.
            (500, "unreachable", "refused"),
            (502, "unreachable", "unreachable"), (503, "unreachable", "unreachable"),
            (504, "unreachable", "unreachable"),
        ]
    )
    func verdicts(code: Int, read: String, write: String) throws {
        let status = try #require(HTTPStatus(code: code))
        let answer = UpstreamAnswer(status: status, fields: [:], bytes: Array(#"{"detail":"so"}"#.utf8))
        #expect(Self.verdict(answer.readFailure)?.rawValue == read)
        #expect(Self.verdict(answer.writeFailure)?.rawValue == write)
        #expect(answer.complaint == "\(code) so")
    }
}
