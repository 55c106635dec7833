/// What a worker asks of a binding.
enum BindingOperation: Hashable, Sendable {
    /// An absolute URL, and header fields as names and values.
    case fetch(method: String, url: String, headers: [[String]])
    case get(key: String)
    case getMany(keys: [String])
    /// The value is the call's body.
    case put(key: String, metadata: String?, expiration: Int?, expirationTtl: Int?)
    case delete(key: String)
    case list(prefix: String, limit: Int?, cursor: String?)

    /// Whether the call's body is a value, which is held until it is whole.
    var isPut: Bool {
        if case .put = self { true } else { false }
    }
}

extension BindingOperation: Decodable {
    private enum Field: String, CodingKey {
        case operation, method, url, headers, key, keys, metadata, expiration, expirationTtl, prefix, limit, cursor
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        switch try fields.decode(String.self, forKey: .operation) {
        case "fetch":
            self = .fetch(
                method: try fields.decode(String.self, forKey: .method),
                url: try fields.decode(String.self, forKey: .url),
                headers: try fields.decode([[String]].self, forKey: .headers)
            )
        case "get": self = .get(key: try fields.decode(String.self, forKey: .key))
        case "getMany": self = .getMany(keys: try fields.decode([String].self, forKey: .keys))
        case "put":
            self = .put(
                key: try fields.decode(String.self, forKey: .key),
                metadata: try fields.decodeIfPresent(String.self, forKey: .metadata),
                expiration: try fields.decodeIfPresent(Int.self, forKey: .expiration),
                expirationTtl: try fields.decodeIfPresent(Int.self, forKey: .expirationTtl)
            )
        case "delete": self = .delete(key: try fields.decode(String.self, forKey: .key))
        case "list":
            self = .list(
                prefix: try fields.decode(String.self, forKey: .prefix),
                limit: try fields.decodeIfPresent(Int.self, forKey: .limit),
                cursor: try fields.decodeIfPresent(String.self, forKey: .cursor)
            )
        case let unknown:
            throw DecodingError.dataCorruptedError(
                forKey: .operation,
                in: fields,
                debugDescription: "no operation \(unknown)"
            )
        }
    }
}
