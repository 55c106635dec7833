import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseModel

/// What a request is answered with, before the fields that every answer carries are put on it.
struct Answer: Sendable {
    var status: HTTPStatus
    var fields: HTTPFields
    var body: HTTPBody
    /// The revision of the change that was made; `nil` for the head.
    var revision: Revision?
    /// What a repeat with the same idempotency key is told where the answer itself must not be kept.
    var repeated: Refusal?

    init(
        _ status: HTTPStatus = .ok,
        contentType: HTTPFieldValue,
        body: HTTPBody,
        revision: Revision? = nil
    ) {
        self.status = status
        self.fields = [.contentType: contentType]
        self.body = body
        self.revision = revision
    }

    /// Makes an answer of JSON; `eTag` is the revision of the last change of the workload it is about.
    init(
        json value: some Encodable,
        status: HTTPStatus = .ok,
        revision: Revision? = nil,
        eTag: Revision? = nil
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.init(
            status,
            contentType: "application/json",
            body: .bytes(Array(try encoder.encode(value))),
            revision: revision
        )
        if let eTag { fields.set(.eTag, to: Self.eTag(eTag)) }
    }

    init(_ refusal: Refusal, requestID: String) throws {
        try self.init(json: refusal.problem(requestID: requestID), status: refusal.code.status)
        fields.set(.contentType, to: ProblemDetails.contentType)
        for field in refusal.fields { fields.set(field.name, to: field.value) }
    }

    private static func eTag(_ revision: Revision) -> HTTPFieldValue {
        // Digits and quotes are always a field value.
        (try? HTTPFieldValue("\"\(revision)\"")) ?? HTTPFieldValue(revision.number)
    }
}

extension HTTPFieldName {
    static let sluiceRevision: HTTPFieldName = "Sluice-Revision"
    static let idempotencyReplayed: HTTPFieldName = "Idempotency-Replayed"
    static let contentTypeOptions: HTTPFieldName = "X-Content-Type-Options"
    static let contentSecurityPolicy: HTTPFieldName = "Content-Security-Policy"
}
