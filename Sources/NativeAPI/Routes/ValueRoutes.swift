import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import ResourceStorage

/// The keys and values of KV namespaces, one by one.
extension ControlAPI {
    func listKeys(_ call: Call) async throws -> Answer {
        let listing = try await resources.kv.keys(
            prefix: call.request.target.query["prefix"] ?? "",
            limit: try call.number("limit", in: 1...KVLimit.keysPerPage.maximum) ?? PageRequest.maximumLimit,
            from: call.request.target.query["cursor"],
            in: try call.namespace(),
            now: environment.now()
        )
        let items = listing.keys.map { WireKey(name: $0.key.text, expiration: $0.expiration, metadata: $0.metadata) }
        return try Answer(json: WireList(items: items, cursor: listing.cursor))
    }

    func readKey(_ call: Call) async throws -> Answer {
        let (key, entry) = try await entry(call)
        return try Answer(json: WireKey(name: key.text, expiration: entry.expiration, metadata: entry.metadata))
    }

    /// A value leaves as an attachment that no browser runs on this origin.
    func readValue(_ call: Call) async throws -> Answer {
        let (key, entry) = try await entry(call)
        var answer = Answer(contentType: "application/octet-stream", body: .bytes(entry.value))
        answer.fields.set(.contentSecurityPolicy, to: "sandbox")
        answer.fields.set(.contentDisposition, to: try HTTPFieldValue(Attachment(key.text).description))
        return answer
    }

    /// Stores the body as it is, whatever its type.
    func putValue(_ call: Call) async throws -> Answer {
        let query = call.request.target.query
        let key = try KVKey(call.parameters["key"])
        let pair = try KVPair(
            key: key,
            value: try await call.bytes(upTo: KVLimit.valueBytes.maximum),
            metadata: query["metadata"],
            expiration: KVExpiration(
                at: try call.number("expiration", in: 0...KVExpiration.latest),
                after: try call.number("ttl", in: 0...KVExpiration.latest)
            )
        )
        try await resources.kv.put(pair, in: try call.namespace(), now: environment.now())
        return try Answer(json: WireResourceChange(changed: "key \(key)", keys: 1))
    }

    func deleteValue(_ call: Call) async throws -> Answer {
        let key = try KVKey(call.parameters["key"])
        try await resources.kv.delete(key, in: try call.namespace())
        return try Answer(json: WireResourceChange(changed: "key \(key)", keys: 1))
    }

    private func entry(_ call: Call) async throws -> (KVKey, KVEntry) {
        let key = try KVKey(call.parameters["key"])
        let namespace = try call.namespace()
        guard let entry = try await resources.kv.entry(key, in: namespace, now: environment.now()) else {
            throw Refusal.keyNotFound(key, in: namespace.id)
        }
        return (key, entry)
    }
}

extension KVExpiration {
    /// What a client says of a pair's end; the lifetime comes before the moment.
    init?(at second: Int?, after seconds: Int?) {
        if let seconds {
            self = .after(seconds: seconds)
        } else if let second {
            self = .at(secondsSince1970: second)
        } else {
            return nil
        }
    }
}
