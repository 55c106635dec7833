import HTTPModel
import ReleaseCore
import ReleaseModel

/// Requests that are not written as they should be.
extension Refusal {
    static func routeNotFound(_ target: HTTPTarget) -> Refusal {
        Refusal(
            .routeNotFound,
            "Nothing answers at \(target.path).",
            next: "See what this server offers in its OpenAPI document at \(Endpoint.openAPIPath)."
        )
    }

    static func methodNotAllowed(_ method: HTTPMethod, _ target: HTTPTarget, allowed: [HTTPMethod]) -> Refusal {
        let names = allowed.map(\.name).joined(separator: ", ")
        var fields: HTTPFields = [:]
        if let value = try? HTTPFieldValue(names) { fields.set(.allow, to: value) }
        return Refusal(
            .methodNotAllowed,
            "\(target.path) does not answer \(method).",
            next: "Use \(names).",
            fields: fields
        )
    }

    static func kindUnknown(_ text: String) -> Refusal {
        Refusal(
            .kindUnknown,
            "\"\(text)\" is not a kind of workload.",
            next: "Write workers, services or flows."
        )
    }

    static func queryInvalid(_ name: String, _ value: String, next: String) -> Refusal {
        Refusal(
            .queryInvalid,
            value.isEmpty
                ? "The query parameter \(name) is missing or empty."
                : "The query parameter \(name) cannot be \"\(value)\".",
            next: next
        )
    }

    static func cursorInvalid(_ cursor: String) -> Refusal {
        Refusal(
            .cursorInvalid,
            "\"\(cursor)\" is not a cursor of this list.",
            next: "Pass the cursor of an answer unchanged, or none to begin at the start."
        )
    }

    static func contentTypeUnsupported(_ type: String?, expected: String) -> Refusal {
        Refusal(
            .contentTypeUnsupported,
            "The body is \(type.map { "of type \"\($0)\"" } ?? "of no type").",
            next: "Send \(expected)."
        )
    }

    static func bodyTooLarge(limit: Int) -> Refusal {
        Refusal(.bodyTooLarge, "The body is larger than \(limit) bytes.", next: "Send a smaller one.")
    }

    static func fieldInvalid(_ field: String, _ what: String, next: String) -> Refusal {
        Refusal(.fieldInvalid, "The field \(field) \(what).", next: next)
    }

    static func textTooLong(_ field: String, count: Int, limit: Int) -> Refusal {
        Refusal(
            .textTooLong,
            "The \(field) has \(count) characters; the limit is \(limit).",
            next: "Shorten it."
        )
    }

    static func settingInvalid(_ name: String, _ value: String, allowed: [String]) -> Refusal {
        guard Setting.Name.allCases.contains(where: { $0.rawValue == name }) else {
            return Refusal(
                .settingUnknown,
                "There is no setting \"\(name)\".",
                next: "Choose one of the settings there are.",
                candidates: allowed
            )
        }
        return Refusal(
            .settingInvalid,
            "The setting \(name) cannot be \"\(value)\".",
            next: "Set it to one of: \(allowed.joined(separator: ", ")).",
            candidates: allowed
        )
    }

    static func scopeUnknown(_ scope: String) -> Refusal {
        let names = AccessToken.Scope.allCases.map(\.rawValue)
        return Refusal(
            .scopeUnknown,
            scope.isEmpty ? "The token would have no scope." : "There is no scope \"\(scope)\".",
            next: "Choose from: \(names.joined(separator: ", ")).",
            candidates: names
        )
    }

    static func ifMatchInvalid(_ value: String) -> Refusal {
        Refusal(
            .ifMatchInvalid,
            "If-Match cannot be \(value).",
            next: "Send one ETag of this API in quotes, such as \"42\", or *."
        )
    }

    static func idempotencyKeyInvalid(_ what: String) -> Refusal {
        Refusal(
            .idempotencyKeyInvalid,
            "The Idempotency-Key \(what).",
            next: "Send one key of 1 to \(IdempotencyKey.maximumLength) visible ASCII characters, such as a UUID."
        )
    }
}
