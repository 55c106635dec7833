public import ReleaseModel

/// Makes bindings of what uploads ask for: what they name must be there, and secrets are sealed.
///
/// What is there may go away later: a version outlives what it is bound to, and its calls then fail.
public struct BindingResolver: Sendable {
    private let store: any ReleaseStore
    private let vault: any SecretVault
    /// Whether types that nothing runs are kept rather than refused.
    private let allowsUnsupported: Bool
    /// Whether an account has a key-value namespace.
    private let hasNamespace: @Sendable (Resource.ID, Account.ID) async throws(ReleaseError) -> Bool

    public init(
        store: any ReleaseStore,
        vault: any SecretVault,
        allowsUnsupported: Bool,
        hasNamespace: @escaping @Sendable (Resource.ID, Account.ID) async throws(ReleaseError) -> Bool
    ) {
        self.store = store
        self.vault = vault
        self.allowsUnsupported = allowsUnsupported
        self.hasNamespace = hasNamespace
    }

    /// Throws ``ReleaseError/bindingInvalid(_:)`` for what is not there, or does not run here.
    public func binding(
        _ requested: RequestedBinding,
        of workload: WorkloadName
    ) async throws(ReleaseError) -> Binding {
        // Before anything is sealed under it.
        try Self.checkName(requested.name)
        let value: Binding.Value
        switch requested.value {
        case .secretText(let text): value = .secret(try await vault.seal(text, as: requested.name, of: workload))
        case .value(.unsupported(let type, _)) where !allowsUnsupported:
            throw .bindingInvalid(.unsupported(type: type, binding: requested.name))
        case .value(.service(let service)) where service.entrypoint != nil && !allowsUnsupported:
            throw .bindingInvalid(
                .entrypoint(service.entrypoint ?? "", worker: service.worker, binding: requested.name)
            )
        case .value(let stated): value = stated
        }
        let binding: Binding
        do {
            binding = try Binding(name: requested.name, value: value)
        } catch {
            throw .contentInvalid(error)
        }
        try await checkTarget(of: binding, in: workload)
        return binding
    }

    /// Refuses a binding to a namespace or a worker that is not there, or not any more.
    ///
    /// Throws ``ReleaseError/bindingInvalid(_:)``.
    public func checkTarget(of binding: Binding, in workload: WorkloadName) async throws(ReleaseError) {
        switch binding.value {
        case .plainText, .json, .versionMetadata, .secret, .assets, .unsupported: return
        case .service(let service):
            let target = WorkloadName(account: workload.account, kind: .worker, name: service.worker)
            // A worker may call itself, also before it is there.
            if target != workload, try await store.workload(target) == nil {
                throw .bindingInvalid(.serviceNotFound(service.worker, binding: binding.name))
            }
        case .keyValue(let namespace):
            guard try await hasNamespace(namespace, workload.account) else {
                throw .bindingInvalid(.namespaceNotFound(namespace, binding: binding.name))
            }
        }
    }

    private static func checkName(_ name: String) throws(ReleaseError) {
        guard Binding.isWellFormed(name) else { throw .contentInvalid(.bindingName(name)) }
    }
}

/// Why a binding cannot be made.
public enum InvalidBinding: Error, Sendable, Hashable {
    /// The account has no worker of this name.
    case serviceNotFound(String, binding: String)
    /// The account has no such key-value namespace.
    case namespaceNotFound(Resource.ID, binding: String)
    /// Calls reach the default entrypoint of a worker only.
    case entrypoint(String, worker: String, binding: String)
    /// A secret was to be set where the worker has another binding of that name.
    case variable(String, of: WorkloadName)
    /// Nothing here runs what the binding is to.
    case unsupported(type: String, binding: String)
}
