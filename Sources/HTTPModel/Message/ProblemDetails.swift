/// A refusal for machines and people: a problem document (RFC 9457).
public struct ProblemDetails: Sendable, Hashable {
    public static let contentType: HTTPFieldValue = "application/problem+json"

    /// Identifies the kind of problem; `about:blank` says that the status alone does.
    public var type: String
    public var title: String
    public var status: HTTPStatus
    public var detail: String?
    /// Identifies this one occurrence, such as a request id.
    public var instance: String?

    /// Members beyond the standard ones, such as a stable `code`.
    ///
    /// A standard name here is ignored.
    public var members: [String: Member]

    public init(
        _ status: HTTPStatus,
        type: String = "about:blank",
        title: String? = nil,
        detail: String? = nil,
        instance: String? = nil,
        members: [String: Member] = [:]
    ) {
        self.type = type
        self.title = title ?? status.reason
        self.status = status
        self.detail = detail
        self.instance = instance
        self.members = members
    }

    /// The document: standard members first, then the others in the order of their names, so that equal problems
    /// have equal documents.
    public var json: [UInt8] {
        var pairs: [(String, Member)] = [
            ("type", .string(type)), ("title", .string(title)), ("status", .integer(status.code)),
        ]
        if let detail { pairs.append(("detail", .string(detail))) }
        if let instance { pairs.append(("instance", .string(instance))) }
        let extra = members.filter { !Self.standardNames.contains($0.key) }
        pairs += extra.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        var json: [UInt8] = []
        Member.write(pairs, to: &json)
        return json
    }

    private static let standardNames: Set<String> = ["type", "title", "status", "detail", "instance"]
}

extension ProblemDetails: Decodable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let code = try container.decodeIfPresent(Int.self, forKey: Key("status")) ?? 500
        guard let status = HTTPStatus(code: code) else {
            throw DecodingError.dataCorruptedError(
                forKey: Key("status"),
                in: container,
                debugDescription: "no status code: \(code)"
            )
        }
        self.init(
            status,
            type: try container.decodeIfPresent(String.self, forKey: Key("type")) ?? "about:blank",
            title: try container.decodeIfPresent(String.self, forKey: Key("title")),
            detail: try container.decodeIfPresent(String.self, forKey: Key("detail")),
            instance: try container.decodeIfPresent(String.self, forKey: Key("instance"))
        )
        for key in container.allKeys where !Self.standardNames.contains(key.stringValue) {
            members[key.stringValue] = try container.decode(Member.self, forKey: key)
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}
