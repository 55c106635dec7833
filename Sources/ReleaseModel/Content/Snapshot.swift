/// Immutable content and configuration of a workload.
///
/// Its digest is that of its canonical encoding, so equal content has one snapshot per account.
public struct Snapshot: Sendable, Hashable {
    public let kind: Workload.Kind
    /// Sorted by name; empty for a flow.
    public let components: [Component]
    /// Configuration of the workload as a whole, name to JSON document.
    ///
    /// Workers have none.
    public let configuration: [String: String]

    public init(
        kind: Workload.Kind,
        components: [Component],
        configuration: [String: String] = [:]
    ) throws(InvalidContent) {
        var names: Set<String> = []
        for component in components where !names.insert(component.name).inserted {
            throw .componentRepeated(component.name)
        }
        guard kind != .worker || components.count == 1 else { throw .noComponent }
        self.kind = kind
        self.components = components.sorted { $0.name < $1.name }
        self.configuration = configuration
    }

    /// The blobs that this snapshot's modules and static files stand for, each once.
    public var blobs: Set<Digest> {
        components.reduce(into: []) { blobs, component in
            blobs.formUnion(component.modules.map(\.digest))
            if let assets = component.assets { blobs.formUnion(assets.blobs) }
        }
    }

    /// What its components consist of, all together.
    public var parts: Parts {
        components.reduce(into: []) { $0.formUnion($1.parts) }
    }
}
