import HTTPModel
import ReleaseModel
import Testing

@testable import NativeAPI

@Suite("If-Match is one ETag of ours, or a star")
struct IfMatchTests {
    @Test("reads what is well formed")
    func wellFormed() throws {
        #expect(try IfMatch([:]) == .absent)
        #expect(try IfMatch([.ifMatch: "*"]) == .exists)
        #expect(try IfMatch([.ifMatch: "\"42\""]) == .revision(Revision(42)))
        #expect(try IfMatch([.ifMatch: "\"42\""]).seen == Revision(42))
    }

    @Test(
        "refuses everything else",
        arguments: [
            "42", "\"", "\"\"", "W/\"42\"", "\"1\", \"2\"", "\"-1\"", "\"x\"", "\"99999999999999999999\"", "", "**",
        ]
    )
    func malformed(_ value: String) throws {
        let fields: HTTPFields = [.ifMatch: try HTTPFieldValue(value)]
        let refusal = #expect(throws: Refusal.self) { try IfMatch(fields) }
        #expect(refusal?.code == .ifMatchInvalid)
    }

    @Test("refuses two of them")
    func repeated() {
        var fields: HTTPFields = [.ifMatch: "*"]
        fields.append(.ifMatch, "\"1\"")
        #expect(throws: Refusal.self) { try IfMatch(fields) }
    }
}
