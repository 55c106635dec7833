import FoundationEssentials
import ReleaseModel

/// The description at the head of a load frame; the bytes of the modules follow it.
struct LoadPayload: Encodable {
    let main: String
    let modules: [ModuleEntry]
    let bindings: [BindingEntry]
    let worker: WorkerEntry
    let compatibilityDate: String?
    let compatibilityFlags: [String]

    struct ModuleEntry: Encodable {
        let name: String
        let type: String
        let length: Int
    }

    struct BindingEntry: Encodable {
        let name: String
        let type: String
        let value: String?
    }

    struct WorkerEntry: Encodable {
        let name: String
        let version: Int
        let versionId: String
        let tag: String
        let timestamp: String
    }

    init(_ specification: LaunchSpecification) {
        let component = specification.component
        main = specification.main
        modules = zip(component.modules, specification.contents).map { module, bytes in
            ModuleEntry(name: module.name, type: module.type.rawValue, length: bytes.count)
        }
        bindings = component.bindings.map { BindingEntry($0, secrets: specification.secrets) }
        worker = WorkerEntry(
            name: specification.workloadName,
            version: specification.versionNumber,
            versionId: specification.versionID.description,
            tag: specification.tag ?? "",
            timestamp: specification.createdAt.formatted(.iso8601)
        )
        compatibilityDate = component.compatibility.date
        compatibilityFlags = component.compatibility.flags
    }

    /// Returns the load frame of a specification without its last part: the modules' contents, which follow as they are.
    static func framePrefix(_ specification: LaunchSpecification) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let description = try encoder.encode(LoadPayload(specification))
        let length = 4 + description.count + specification.contents.reduce(0) { $0 + $1.count }
        return ControlFrame.head(.load, length: length) + ControlFrame.bigEndian(UInt32(description.count))
            + description
    }
}

extension LoadPayload.BindingEntry {
    init(_ binding: Binding, secrets: [String: String]) {
        name = binding.name
        switch binding.value {
        case .plainText(let text):
            type = "text"
            value = text
        case .json(let document):
            type = "json"
            value = document
        case .versionMetadata:
            type = "versionMetadata"
            value = nil
        case .secret:
            type = "text"
            value = secrets[binding.name]
        case .keyValue:
            type = "keyValue"
            value = nil
        case .service, .assets:
            type = "fetcher"
            value = nil
        case .unsupported(let kind, _):
            type = "unsupported"
            value = kind
        }
    }
}
