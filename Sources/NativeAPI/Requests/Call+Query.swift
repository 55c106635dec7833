import HTTPModel
import ReleaseCore
import ReleaseModel

extension Call {
    /// Reads `?limit=` and `?cursor=`.
    func page() throws -> PageRequest {
        let cursor = request.target.query["cursor"]
        guard let limit = try number("limit", in: 1...PageRequest.maximumLimit) else {
            return PageRequest(cursor: cursor)
        }
        return PageRequest(limit: limit, cursor: cursor)
    }

    /// Reads a query parameter of decimal digits; `nil` when it is absent.
    func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = request.target.query[name] else { return nil }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(text),
            range.contains(number)
        else {
            let next = "Write a number from \(range.lowerBound) to \(range.upperBound)."
            throw Refusal.queryInvalid(name, text, next: next)
        }
        return number
    }

    /// Reads `?kind=`, in the singular as answers have it or in the plural as paths have it.
    func kind() throws -> Workload.Kind? {
        guard let text = request.target.query["kind"] else { return nil }
        guard let kind = Workload.Kind(rawValue: text) ?? Workload.Kind(pathSegment: text) else {
            throw Refusal.kindUnknown(text)
        }
        return kind
    }

    /// Reads a query parameter that must be there.
    func required(_ name: String, next: String) throws -> String {
        guard let text = request.target.query[name], !text.isEmpty else {
            throw Refusal.queryInvalid(name, "", next: next)
        }
        return text
    }

    /// Reads `?policy=`.
    func deletionPolicy() throws -> DeletionPolicy {
        guard let text = request.target.query["policy"] else { return .refuse }
        guard let policy = DeletionPolicy(rawValue: text) else {
            throw Refusal.queryInvalid("policy", text, next: "Write refuse or dangle.")
        }
        return policy
    }

    /// Reads `?level=` and `?errors=`.
    func tailFilter(version: Version.ID?) throws -> TailFilter {
        var level = TailFilter.Level.debug
        if let text = request.target.query["level"] {
            guard let named = TailFilter.Level(rawValue: text) else {
                let names = TailFilter.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal.queryInvalid("level", text, next: "Write one of: \(names).")
            }
            level = named
        }
        let errors = request.target.query["errors"] ?? "0"
        guard errors == "0" || errors == "1" else {
            throw Refusal.queryInvalid("errors", errors, next: "Write 1 or 0.")
        }
        return TailFilter(version: version, minimumLevel: level, errorsOnly: errors == "1")
    }
}
