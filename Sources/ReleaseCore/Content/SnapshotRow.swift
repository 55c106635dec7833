import ReleaseModel

/// The stored form of a snapshot, format 1.
struct SnapshotRow: Codable {
    static let currentFormat = 1

    let format: Int
    let kind: String
    let components: [ComponentRow]
    let configuration: [String: String]

    init(_ snapshot: Snapshot) {
        format = Self.currentFormat
        kind = snapshot.kind.rawValue
        components = snapshot.components.map(ComponentRow.init)
        configuration = snapshot.configuration
    }

    func snapshot() throws -> Snapshot {
        guard format == Self.currentFormat, let kind = Workload.Kind(rawValue: kind) else { throw RowMismatch() }
        return try Snapshot(
            kind: kind,
            components: components.map { try $0.component() },
            configuration: configuration
        )
    }
}

/// A stored row that no version of ours has written.
struct RowMismatch: Error {}

struct ComponentRow: Codable {
    let name: String
    let main: String?
    let modules: [ModuleRow]
    let bindings: [BindingRow]
    let compatibilityDate: String?
    let compatibilityFlags: [String]
    /// Not written where there is none, so that content without files has the digest that it always had.
    let assets: AssetBundleRow?
    /// Not written for workers.
    let execution: ExecutionRow?

    init(_ component: Component) {
        name = component.name
        main = component.main
        modules = component.modules.map(ModuleRow.init)
        bindings = component.bindings.map(BindingRow.init)
        compatibilityDate = component.compatibility.date
        compatibilityFlags = component.compatibility.flags
        assets = component.assets.map(AssetBundleRow.init)
        execution = component.execution.map(ExecutionRow.init)
    }

    func component() throws -> Component {
        try Component(
            name: name,
            main: main,
            modules: modules.map { try $0.module() },
            bindings: bindings.map { try $0.binding() },
            compatibility: Compatibility(date: compatibilityDate, flags: compatibilityFlags),
            assets: assets?.bundle(),
            execution: execution?.execution()
        )
    }
}

struct ModuleRow: Codable {
    let name: String
    let type: String
    let digest: String
    let size: Int

    init(_ module: Module) {
        name = module.name
        type = module.type.rawValue
        digest = module.digest.hex
        size = module.size
    }

    func module() throws -> Module {
        guard let type = ModuleType(rawValue: type), let digest = Digest(hex: digest) else { throw RowMismatch() }
        return try Module(name: name, type: type, digest: digest, size: size)
    }
}

struct BindingRow: Codable {
    let name: String
    let type: String
    let text: String?
    /// The entrypoint of a service, or the type of what does not run.
    let detail: String?

    init(_ binding: Binding) {
        name = binding.name
        (type, text, detail) =
            switch binding.value {
            case .plainText(let text): ("plain_text", text, nil)
            case .json(let text): ("json", text, nil)
            case .versionMetadata: ("version_metadata", nil, nil)
            case .secret(let fingerprint): ("secret", fingerprint.hex, nil)
            case .service(let service): ("service", service.worker, service.entrypoint)
            case .keyValue(let namespace): ("key_value", namespace.description, nil)
            case .assets: ("assets", nil, nil)
            case .unsupported(let type, let document): ("unsupported", document, type)
            }
    }

    func binding() throws -> Binding {
        try Binding(name: name, value: try value())
    }

    private func value() throws -> Binding.Value {
        switch (type, text, detail) {
        case ("plain_text", let text?, nil): return .plainText(text)
        case ("json", let text?, nil): return .json(text)
        case ("version_metadata", nil, nil): return .versionMetadata
        case ("secret", let text?, nil):
            guard let fingerprint = Digest(hex: text) else { throw RowMismatch() }
            return .secret(fingerprint)
        case ("service", let worker?, let entrypoint):
            return .service(Binding.ServiceReference(worker: worker, entrypoint: entrypoint))
        case ("key_value", let text?, nil):
            guard let id = Resource.ID(text) else { throw RowMismatch() }
            return .keyValue(id)
        case ("assets", nil, nil): return .assets
        case ("unsupported", let document?, let type?): return .unsupported(type: type, document: document)
        default: throw RowMismatch()
        }
    }
}
