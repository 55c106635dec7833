import HTTPModel

extension JSONValue {
    /// Documents nested deeper than the decoder allows, or that are no JSON, are refused.
    init(parsing bytes: [UInt8]) throws(CloudflareError) {
        guard let value = JSONValue(bytes) else { throw .unparsableBody }
        self = value
    }
}
