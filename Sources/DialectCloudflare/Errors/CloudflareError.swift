import HTTPModel

/// A refusal: a status, and the codes and messages that clients branch upon.
///
/// Clients look at the first item alone; the others are shown.
struct CloudflareError: Error, Sendable {
    struct Item: Sendable, Hashable {
        let code: Int
        let message: String
        var documentation: String?
        /// What part of the request it is about, as a JSON pointer (RFC 6901).
        var pointer: String?
    }

    let status: HTTPStatus
    let items: [Item]
    var fields: HTTPFields = [:]
    /// What only the log may know.
    var cause: String?

    init(
        _ status: HTTPStatus,
        _ code: Int,
        _ message: String,
        documentation: String? = nil,
        pointer: String? = nil,
        cause: String? = nil
    ) {
        self.init(
            status,
            items: [Item(code: code, message: message, documentation: documentation, pointer: pointer)],
            cause: cause
        )
    }

    init(_ status: HTTPStatus, items: [Item], cause: String? = nil) {
        self.status = status
        self.items = items
        self.cause = cause
        // A conflict of ours does not pass by itself; without this field the vendor's clients repeat it.
        if status == .conflict { fields.set("x-should-retry", to: "false") }
    }
}
