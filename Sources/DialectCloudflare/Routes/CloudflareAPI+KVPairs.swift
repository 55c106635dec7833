import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import ResourceStorage

/// The pairs of KV namespaces. Values leave this listener as attachments that no page can run.
extension CloudflareAPI {
    /// The longest body of a bulk write: base64 and JSON take more than the values.
    static let maximumBulkBytes = 160 * 1_024 * 1_024

    static func addKVPairRoutes(_ table: inout EndpointTable, below one: String) {
        table.account(.get, one + "/keys", Endpoint(.read, CloudflareAPI.listKeys))
        table.account(.get, one + "/values/{key*}", Endpoint(.read, CloudflareAPI.readValue))
        table.account(.put, one + "/values/{key*}", Endpoint(.deploy, CloudflareAPI.putValue))
        table.account(.delete, one + "/values/{key*}", Endpoint(.deploy, CloudflareAPI.deleteValue))
        table.account(.get, one + "/metadata/{key*}", Endpoint(.read, CloudflareAPI.readMetadata))
        table.account(.put, one + "/bulk", Endpoint(.deploy, CloudflareAPI.putPairs))
        table.account(.delete, one + "/bulk", Endpoint(.deploy, CloudflareAPI.deletePairs))
        table.account(.post, one + "/bulk/delete", Endpoint(.deploy, CloudflareAPI.deletePairs))
        table.account(.post, one + "/bulk/get", Endpoint(.read, CloudflareAPI.readPairs))
    }

    /// A key may have slashes, which some clients escape and others do not.
    private func key(_ call: Call) throws -> KVKey {
        try KVKey(call.parameters.rest("key").joined(separator: "/"))
    }

    private func entry(_ call: Call) async throws -> KVEntry {
        let key = try key(call)
        guard let entry = try await resources.kv.entry(key, in: try namespace(call), now: environment.now()) else {
            throw CloudflareError(.notFound, 10_009, "get: 'key not found': \(key.text)")
        }
        return entry
    }

    @Sendable
    private func listKeys(_ call: Call) async throws -> Answer {
        let listing = try await resources.kv.keys(
            prefix: call.query["prefix"] ?? "",
            limit: call.query["limit"].flatMap { Int($0) } ?? KVLimit.keysPerPage.maximum,
            from: call.query["cursor"],
            in: try namespace(call),
            now: environment.now()
        )
        let items = listing.keys.map { key -> JSONValue in
            var members: [String: JSONValue] = ["name": .string(key.key.text)]
            members["expiration"] = key.expiration.map { JSONValue($0) }
            members["metadata"] = key.metadata.map(Self.document)
            return .object(members)
        }
        return .result(
            .array(items),
            info: ["count": JSONValue(items.count), "cursor": .string(listing.cursor ?? "")]
        )
    }

    private static func document(_ text: String) -> JSONValue {
        (try? JSONValue(parsing: Array(text.utf8))) ?? .string(text)
    }

    @Sendable
    private func readValue(_ call: Call) async throws -> Answer {
        let entry = try await entry(call)
        var fields: HTTPFields = [
            .contentType: "application/octet-stream", "content-disposition": "attachment",
            "content-security-policy": "sandbox",
        ]
        if let expiration = entry.expiration { fields.set("expiration", to: HTTPFieldValue(expiration)) }
        return Answer(status: .ok, fields: fields, body: .bytes(entry.value))
    }

    @Sendable
    private func readMetadata(_ call: Call) async throws -> Answer {
        .result(try await entry(call).metadata.map(Self.document) ?? nil)
    }

    @Sendable
    private func putValue(_ call: Call) async throws -> Answer {
        let (value, metadata) = try await value(call)
        let pair = try KVPair(
            key: try key(call),
            value: value,
            metadata: metadata,
            expiration: Self.expiration(
                at: call.query["expiration"].flatMap { Int($0) },
                after: call.query["expiration_ttl"].flatMap { Int($0) }
            )
        )
        try await resources.kv.put(pair, in: try namespace(call), now: environment.now())
        return .result([:])
    }

    /// The whole body, or the parts `value` and `metadata` of a form.
    private func value(_ call: Call) async throws -> ([UInt8], String?) {
        let limit = KVLimit.valueBytes.maximum + 64 * 1_024
        let type = call.request.fields[.contentType] ?? ""
        guard ParameterizedValue(type)?.value == "multipart/form-data" else {
            return (try await call.request.body.collect(upTo: limit), call.query["metadata"])
        }
        var reader = MultipartReader(call.request.body, boundary: try MultipartBoundary(contentType: type))
        var value: [UInt8] = []
        var metadata: String?
        while let part = try await reader.nextPart() {
            let bytes = try await reader.collectPart(upTo: limit)
            switch part.name {
            case "value": value = bytes
            case "metadata":
                let text = String(decoding: bytes, as: UTF8.self)
                metadata = text == "null" || text.isEmpty ? nil : text
            default: throw CloudflareError.malformedUpload("the form has a part named \(part.name)")
            }
        }
        return (value, metadata)
    }

    private static func expiration(at second: Int?, after seconds: Int?) -> KVExpiration? {
        // The duration wins, as documented for these calls.
        if let seconds { return .after(seconds: seconds) }
        return second.map { .at(secondsSince1970: $0) }
    }

    @Sendable
    private func deleteValue(_ call: Call) async throws -> Answer {
        try await resources.kv.delete(try key(call), in: try namespace(call))
        return .result([:])
    }

    @Sendable
    private func putPairs(_ call: Call) async throws -> Answer {
        let bytes = try await call.request.body.collect(upTo: Self.maximumBulkBytes)
        guard let items = try JSONValue(parsing: bytes).array else { throw CloudflareError.unparsableBody }
        let pairs = try items.map(Self.pair)
        try await resources.kv.put(pairs, in: try namespace(call), now: environment.now())
        return .result(["successful_key_count": JSONValue(pairs.count), "unsuccessful_keys": []])
    }

    private static func pair(_ item: JSONValue) throws -> KVPair {
        guard let key = item["key"]?.string, let text = item["value"]?.string else {
            throw CloudflareError.validation("A pair needs the texts \"key\" and \"value\".")
        }
        var value = Array(text.utf8)
        if item["base64"]?.bool == true {
            guard let decoded = Data(base64Encoded: text) else {
                throw CloudflareError.validation("The value of \(key) is not base64.")
            }
            value = Array(decoded)
        }
        return try KVPair(
            key: try KVKey(key),
            value: value,
            metadata: item["metadata"]?.text,
            expiration: expiration(at: item["expiration"]?.integer, after: item["expiration_ttl"]?.integer)
        )
    }

    @Sendable
    private func deletePairs(_ call: Call) async throws -> Answer {
        let bytes = try await call.request.body.collect(upTo: Self.maximumBulkBytes)
        guard let items = try JSONValue(parsing: bytes).array else { throw CloudflareError.unparsableBody }
        let keys = try items.map { item in
            guard let text = item.string ?? item["name"]?.string else { throw CloudflareError.unparsableBody }
            return try KVKey(text)
        }
        try await resources.kv.delete(keys, in: try namespace(call))
        return .result(["successful_key_count": JSONValue(keys.count), "unsuccessful_keys": []])
    }

    @Sendable
    private func readPairs(_ call: Call) async throws -> Answer {
        let body = try await call.json()
        let keys = try (body["keys"]?.array ?? []).compactMap(\.string).map(KVKey.init)
        let found = try await resources.kv.entries(keys, in: try namespace(call), now: environment.now())
        let withMetadata = body["withMetadata"]?.bool == true
        let isJSON = body["type"]?.string == "json"
        var values: [String: JSONValue] = [:]
        for key in keys {
            guard let entry = found[key] else {
                values[key.text] = .null
                continue
            }
            let text = String(decoding: entry.value, as: UTF8.self)
            let value: JSONValue = isJSON ? Self.document(text) : .string(text)
            guard withMetadata else {
                values[key.text] = value
                continue
            }
            var members: [String: JSONValue] = ["value": value, "metadata": entry.metadata.map(Self.document) ?? nil]
            members["expiration"] = entry.expiration.map { JSONValue($0) }
            values[key.text] = .object(members)
        }
        return .result(["values": .object(values)])
    }
}
