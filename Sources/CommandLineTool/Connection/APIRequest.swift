import HTTPModel

/// One request to the server; it can be sent more than once.
struct APIRequest: Sendable {
    let method: HTTPMethod
    let target: HTTPTarget
    let contentType: HTTPFieldValue?
    /// Names the wish, so that the server carries it out once however often it arrives; all changes have one.
    let idempotencyKey: HTTPFieldValue?
    /// Whether the answer goes on until either side ends it.
    let isEndless: Bool
    /// What it says besides in its head.
    let fields: HTTPFields
    /// How long to wait for the head of the answer.
    let patience: Duration
    /// Makes the body afresh for every attempt, since a stream can be read once.
    let body: @Sendable () -> HTTPBody

    init(
        _ method: HTTPMethod,
        _ target: HTTPTarget,
        key: HTTPFieldValue? = nil,
        contentType: HTTPFieldValue? = nil,
        isEndless: Bool = false,
        fields: HTTPFields = [:],
        patience: Duration = HTTPTransport.answerTimeout,
        body: @escaping @Sendable () -> HTTPBody = { .empty }
    ) {
        self.method = method
        self.target = target
        self.contentType = contentType
        self.isEndless = isEndless
        self.fields = fields
        self.patience = patience
        self.body = body
        idempotencyKey = key
    }

    /// Whether sending it again cannot do more than sending it once.
    var isRepeatable: Bool { method.isIdempotent || idempotencyKey != nil }
}
