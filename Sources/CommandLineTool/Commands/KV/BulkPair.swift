import NativeWire

/// A pair of a file for `sluice kv bulk put`, as wrangler's files have it.
struct BulkPair: Decodable, Sendable {
    let key: String
    let value: String
    let base64: Bool?
    let expiration: Int?
    let expirationTTL: Int?
    let metadata: JSONFragment?

    enum CodingKeys: String, CodingKey {
        case key, value, base64, expiration, metadata
        case expirationTTL = "expiration_ttl"
    }

    var wire: WirePair {
        get throws(CommandFailure) {
            WirePair(
                key: key,
                value: value,
                base64: base64,
                expiration: expiration,
                ttl: expirationTTL,
                metadata: try metadata?.document
            )
        }
    }

    /// About what it counts in a request, in bytes.
    var size: Int { key.utf8.count + value.utf8.count }
}
