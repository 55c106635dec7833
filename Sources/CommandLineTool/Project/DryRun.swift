import NativeWire
import ProjectFiles
import ReleaseModel

/// What an upload would send.
struct DryRun: Encodable, Sendable {
    let worker: String
    let main: String
    let modules: [File]
    /// Of all modules together, in bytes.
    let size: Int
    let compatibilityDate: String?
    let compatibilityFlags: [String]
    let bindings: [WireBinding]
    let provenance: WireProvenance?
    let warnings: [String]

    init(_ upload: ProjectUpload) {
        worker = upload.worker
        main = upload.modules.main
        modules = upload.modules.modules.map { File(name: $0.name, type: $0.type.rawValue, size: $0.size) }
        size = upload.size
        compatibilityDate = upload.compatibility.date
        compatibilityFlags = upload.compatibility.flags
        bindings = upload.bindings
        provenance = upload.provenance
        warnings = upload.warnings
    }

    struct File: Encodable, Sendable {
        let name: String
        let type: String
        let size: Int
    }

    func lines() -> [TerminalText] {
        var table = Table(.left("MODULE"), .left("TYPE"), .right("SIZE"))
        for file in modules {
            table.add(
                "\(file.name)\(file.name == main ? " (main)" : "")",
                "\(file.type)",
                "\(ByteCount(file.size).description)"
            )
        }
        var fields = FieldList()
        fields.add(text: "compatibility", compatibilityDate)
        fields.add(text: "flags", compatibilityFlags.isEmpty ? nil : compatibilityFlags.joined(separator: ", "))
        for binding in bindings {
            fields.add("env.\(EscapedText.of(binding.name))", BindingText.of(binding))
        }
        fields.add("from", provenance.map(ProvenanceText.of))
        let total = "\(modules.count) modules, \(ByteCount(size).description)"
        return ["\(worker, .strong) would be uploaded: \(total). Nothing was sent.", ""] + table.lines + [""]
            + fields.lines
    }
}
