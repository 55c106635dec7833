import FoundationEssentials
import HTTPModel
import Testing

@testable import DialectFunctionCompute

@Suite("A refusal is what every client can read")
struct ErrorTests {
    @Test("as JSON in the words of both APIs, with the request's id")
    func response() throws {
        let error = FunctionComputeError.serviceNotFound("a\"\\\n\u{7F}é")
        let response = error.response(requestID: "8f1c")
        #expect(response.status == .notFound)
        #expect(response.fields[.contentType] == "application/json")
        #expect(response.fields["x-fc-request-id"] == "8f1c")
        let members = try JSONDecoder().decode([String: String].self, from: Data(response.body.bytesAtHand ?? []))
        let message = "service 'a\"\\\n\u{7F}é' does not exist"
        #expect(
            members == [
                "ErrorCode": "ServiceNotFound", "ErrorMessage": message, "Code": "ServiceNotFound",
                "Message": message, "RequestId": "8f1c",
            ]
        )
    }

    @Test(
        "with the documented status",
        arguments: [
            (FunctionComputeError.missingRequiredHeader("Date"), 400, "MissingRequiredHeader"),
            (.pathNotSupported("/x", method: "PATCH"), 400, "PathNotSupported"),
            (.entityTooLarge(limit: 1), 400, "EntityTooLarge"),
            (.nothingToPublish(service: "s"), 400, "VersionPublishError"),
            (.signatureNotMatch, 403, "SignatureNotMatch"), (.invalidAccessKeyID("k"), 403, "InvalidAccessKeyID"),
            (.functionNotFound("f", service: "s"), 404, "FunctionNotFound"),
            (.aliasAlreadyExists("a", service: "s"), 409, "AliasAlreadyExists"),
            (.preconditionFailed, 412, "PreconditionFailed"),
            (.internalServerError(cause: "c"), 500, "InternalServerError"),
            (.init(.caExited, ""), 412, "CAExited"), (.init(.resourceExhausted, ""), 429, "ResourceExhausted"),
            (.init(.clientClosedRequest, ""), 499, "ClientClosedRequest"),
            (.init(.badResponse, ""), 502, "BadResponse"),
            (.init(.resourceThrottled, ""), 503, "ResourceThrottled"),
        ]
    )
    func statuses(error: FunctionComputeError, status: Int, code: String) {
        #expect(error.status.code == status)
        #expect(error.code.rawValue == code)
    }
}
