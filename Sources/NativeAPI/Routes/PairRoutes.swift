import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import ResourceStorage

/// Many pairs of a KV namespace at once.
extension ControlAPI {
    /// The longest body of a bulk write, in bytes: the largest value fits, as base64.
    static let maximumBulkBytes = 40 << 20

    func putPairs(_ call: Call) async throws -> Answer {
        let body = try await call.body(upTo: Self.maximumBulkBytes)
        let request = try StrictJSON.decode(WirePairsRequest.self, from: body)
        let pairs = try request.pairs.enumerated().map { index, pair in try pair.pair(at: index) }
        try await resources.kv.put(pairs, in: try call.namespace(), now: environment.now())
        return try Answer(json: WireResourceChange(changed: "\(pairs.count) pairs", keys: pairs.count))
    }

    func deletePairs(_ call: Call) async throws -> Answer {
        let keys = try await keys(call)
        try await resources.kv.delete(keys, in: try call.namespace())
        return try Answer(json: WireResourceChange(changed: "\(keys.count) keys", keys: keys.count))
    }

    /// Answers with the pairs that are there, each once, in the order of the request.
    func readPairs(_ call: Call) async throws -> Answer {
        let keys = try await keys(call)
        let found = try await resources.kv.entries(keys, in: try call.namespace(), now: environment.now())
        var seen: Set<KVKey> = []
        let items = keys.compactMap { key -> WirePair? in
            guard seen.insert(key).inserted, let entry = found[key] else { return nil }
            return WirePair(key, entry)
        }
        return try Answer(json: WireList(items: items))
    }

    private func keys(_ call: Call) async throws -> [KVKey] {
        let body = try await call.body(upTo: Self.maximumBulkBytes)
        return try StrictJSON.decode(WireKeysRequest.self, from: body).keys.map { try KVKey($0) }
    }
}

extension WirePair {
    fileprivate init(_ key: KVKey, _ entry: KVEntry) {
        let text = String(validating: entry.value, as: UTF8.self)
        self.init(
            key: key.text,
            value: text ?? Data(entry.value).base64EncodedString(),
            base64: text == nil ? true : nil,
            expiration: entry.expiration,
            metadata: entry.metadata
        )
    }

    fileprivate func pair(at index: Int) throws -> KVPair {
        var bytes = Array(value.utf8)
        if base64 == true {
            guard let decoded = Data(base64Encoded: value) else {
                throw Refusal.fieldInvalid(
                    "pairs[\(index)].value",
                    "is not base64",
                    next: "Encode it as RFC 4648, section 4, says, or leave base64 out."
                )
            }
            bytes = Array(decoded)
        }
        return try KVPair(
            key: try KVKey(key),
            value: bytes,
            metadata: metadata,
            expiration: KVExpiration(at: expiration, after: ttl)
        )
    }
}
