import HTTPEngine

/// What the server says of a request from worker to worker; see ``ServiceField``.
struct ServiceRequest {
    /// The account and the name of the worker that is called.
    let target: ByteRange
    let call: ServiceCall
    let requestID: RequestID?

    /// What of it the engine is told.
    struct ServiceCall {
        let depth: Int
        let isSecure: Bool
    }

    /// Nil when the fields do not name a worker and a depth.
    init?(_ fields: [HeadField], in bytes: Span<UInt8>) {
        var (target, depth, isSecure, requestID) = (ByteRange?.none, Int?.none, false, RequestID?.none)
        for field in fields where field.kind == .other {
            if bytes.matches("x-gw-service", at: field.name) {
                target = field.value
            } else if bytes.matches("x-gw-depth", at: field.name) {
                depth = Int(bytes.text(field.value))
            } else if bytes.matches("x-gw-scheme", at: field.name) {
                isSecure = bytes.matches("https", at: field.value)
            } else if bytes.matches("x-gw-request-id", at: field.name) {
                requestID = RequestID(text: bytes.text(field.value))
            }
        }
        guard let target, let depth else { return nil }
        self.target = target
        self.requestID = requestID
        call = ServiceCall(depth: depth, isSecure: isSecure)
    }
}
