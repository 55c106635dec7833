import ReleaseCore
import ReleaseModel
import ResourceStorage

extension ResourceStore {
    /// Whether an account has a key-value namespace that a version may be bound to.
    @Sendable
    func hasNamespace(_ id: Resource.ID, of account: Account.ID) async throws(ReleaseError) -> Bool {
        do {
            return try await kv.namespace(KVNamespace.Reference(KVNamespace.ID(id.uuid), of: account)) != nil
        } catch {
            throw .storeUnavailable(operation: "namespace", cause: "\(error)")
        }
    }
}
