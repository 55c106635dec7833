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
    let main: String
    let modules: [ModuleRow]
    let bindings: [BindingRow]
    let compatibilityDate: String?
    let compatibilityFlags: [String]

    init(_ component: Component) {
        name = component.name
        main = component.main
        modules = component.modules.map(ModuleRow.init)
        bindings = component.bindings.map(BindingRow.init)
        compatibilityDate = component.compatibility.date
        compatibilityFlags = component.compatibility.flags
    }

    func component() throws -> Component {
        try Component(
            name: name,
            main: main,
            modules: modules.map { try $0.module() },
            bindings: bindings.map { try $0.binding() },
            compatibility: Compatibility(date: compatibilityDate, flags: compatibilityFlags)
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

    init(_ binding: Binding) {
        name = binding.name
        switch binding.value {
        case .plainText(let text):
            type = "plain_text"
            self.text = text
        case .json(let text):
            type = "json"
            self.text = text
        case .versionMetadata:
            type = "version_metadata"
            text = nil
        }
    }

    func binding() throws -> Binding {
        switch (type, text) {
        case ("plain_text", let text?): try Binding(name: name, value: .plainText(text))
        case ("json", let text?): try Binding(name: name, value: .json(text))
        case ("version_metadata", nil): try Binding(name: name, value: .versionMetadata)
        default: throw RowMismatch()
        }
    }
}
