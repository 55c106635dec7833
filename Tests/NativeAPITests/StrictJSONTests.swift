import NativeWire
import Testing

@testable import NativeAPI

@Suite("Bodies are read strictly")
struct StrictJSONTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let json: String
        let code: ProblemCode
        let detail: String

        init(_ json: String, _ code: ProblemCode, _ detail: String) {
            self.json = json
            self.code = code
            self.detail = detail
        }

        var testDescription: String { json }
    }

    @Test(
        "says which field is wrong",
        arguments: [
            Case("", .jsonMalformed, "not a JSON document"),
            Case("{", .jsonMalformed, "not a JSON document"),
            Case("[]", .fieldInvalid, "at the top is not"),
            Case("{}", .fieldMissing, "The field shares is missing."),
            Case(#"{"shares":1}"#, .fieldInvalid, "The field shares is not a list."),
            Case(#"{"shares":[{"version":1}]}"#, .fieldInvalid, "shares[0].version is not a text"),
            Case(#"{"shares":[{"version":"1"}]}"#, .fieldMissing, "shares[0].percentage is missing"),
            Case(#"{"shares":[],"massage":"x"}"#, .fieldUnknown, "no field massage"),
            Case(
                #"{"shares":[{"version":"1","percentage":"1","percent":"1"}]}"#,
                .fieldUnknown,
                "no field shares[0].percent."
            ),
            Case(#"{"shares":[],"provenance":{"provider":"git","sha":"1"}}"#, .fieldUnknown, "no field provenance.sha"),
        ]
    )
    func refuses(_ example: Case) {
        let refusal = #expect(throws: Refusal.self) {
            try StrictJSON.decode(WireDeploymentRequest.self, from: Array(example.json.utf8))
        }
        #expect(refusal?.code == example.code)
        #expect(refusal?.detail.contains(example.detail) == true, "\(refusal?.detail ?? "")")
    }

    @Test("takes null for absent")
    func null() throws {
        let json = #"{"shares":[],"message":null,"rules":null,"alias":"beta"}"#
        let request = try StrictJSON.decode(WireDeploymentRequest.self, from: Array(json.utf8))
        #expect(request.message == nil)
        #expect(request.alias == "beta")
    }

    @Test("refuses bytes that are not UTF-8")
    func encoding() {
        let bytes = Array(#"{"value":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        let refusal = #expect(throws: Refusal.self) { try StrictJSON.decode(WireSettingRequest.self, from: bytes) }
        #expect(refusal?.code == .jsonMalformed)
    }
}
