extension Snapshot {
    /// The fingerprints of the secrets that its components are bound to, each once.
    public var secrets: Set<Digest> {
        Set(components.flatMap(\.secrets).map(\.fingerprint))
    }
}

extension Component {
    /// The secrets it is bound to, by the names of their bindings.
    public var secrets: [(name: String, fingerprint: Digest)] {
        bindings.compactMap { binding in
            guard case .secret(let fingerprint) = binding.value else { return nil }
            return (binding.name, fingerprint)
        }
    }
}
