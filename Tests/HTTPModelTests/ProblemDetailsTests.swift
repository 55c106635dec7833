import Foundation
import HTTPModel
import Testing

@Suite("A problem document")
struct ProblemDetailsTests {
    let problem = ProblemDetails(
        .notFound,
        detail: "no \"worker\" a\n\u{1}b",
        instance: "r1",
        members: [
            "code": "worker_not_found", "candidates": ["a", 2, true], "status": 1, "more": .object(["n": .null]),
        ]
    )

    @Test("has the standard members first and the others by name")
    func json() {
        let expected =
            #"{"type":"about:blank","title":"Not Found","status":404,"detail":"no \"worker\" a\n\u0001b","#
            + #""instance":"r1","candidates":["a",2,true],"code":"worker_not_found","more":{"n":null}}"#
        #expect(String(decoding: problem.json, as: UTF8.self) == expected)
        let response = HTTPResponse(problem)
        #expect(response.status == .notFound)
        #expect(response.fields[.contentType] == "application/problem+json")
    }

    @Test("reads back as it was written")
    func roundTrip() throws {
        let read = try JSONDecoder().decode(ProblemDetails.self, from: Data(problem.json))
        var expected = problem
        expected.members["status"] = nil
        #expect(read == expected)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ProblemDetails.self, from: Data(#"{"status":99}"#.utf8))
        }
    }
}
