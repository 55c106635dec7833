/// What a KV namespace accepts.
///
/// The numbers are those that Cloudflare documents for Workers KV (its page of limits, and the reference of the bulk
/// calls), so that code which fits there fits here.
public enum KVLimit: String, Sendable, Hashable, CaseIterable {
    case namespacesPerAccount = "namespaces_per_account"
    /// In Unicode scalars.
    case titleLength = "title_length"
    case namespacesPerPage = "namespaces_per_page"
    case keyBytes = "key_bytes"
    case valueBytes = "value_bytes"
    /// Of the JSON text.
    case metadataBytes = "metadata_bytes"
    case keysPerPage = "keys_per_page"
    case pairsPerBulkPut = "pairs_per_bulk_put"
    /// Of all keys, values and metadata together.
    case bytesPerBulkPut = "bytes_per_bulk_put"
    case keysPerBulkDelete = "keys_per_bulk_delete"
    case keysPerBulkGet = "keys_per_bulk_get"
    /// Of all values together.
    case bytesPerBulkGet = "bytes_per_bulk_get"

    public var maximum: Int {
        switch self {
        case .namespacesPerAccount: 1_000
        case .titleLength: 512
        case .namespacesPerPage: 1_000
        case .keyBytes: 512
        case .valueBytes: 25 << 20
        case .metadataBytes: 1_024
        case .keysPerPage: 1_000
        case .pairsPerBulkPut: 10_000
        case .bytesPerBulkPut: 100 << 20
        case .keysPerBulkDelete: 10_000
        case .keysPerBulkGet: 100
        case .bytesPerBulkGet: 25 << 20
        }
    }

    /// Refuses with ``ResourceError/overLimit(_:found:)`` what is more.
    func admit(_ count: Int) throws(ResourceError) {
        guard count <= maximum else { throw .overLimit(self, found: count) }
    }
}
