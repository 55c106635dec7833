import NativeWire
import ProjectFiles
import ReleaseModel

/// What an upload would send; never the text of a secret.
struct DryRun: Encodable, Sendable {
    let worker: String
    /// Absent for static files without code.
    let main: String?
    let modules: [File]
    /// Of all modules together, in bytes.
    let size: Int
    let compatibilityDate: String?
    let compatibilityFlags: [String]
    let bindings: [WireBinding]
    /// The types of bindings of the newest version that would stay.
    let keep: [String]
    let assets: Assets?
    let provenance: WireProvenance?
    let warnings: [String]

    /// The static files that a person is shown; programs are shown all.
    private static let maximumFilesShown = 50

    init(_ upload: ProjectUpload) {
        worker = upload.worker
        main = upload.modules.main
        modules = upload.modules.modules.map { File(name: $0.name, type: $0.type.rawValue, size: $0.size) }
        size = upload.size
        compatibilityDate = upload.compatibility.date
        compatibilityFlags = upload.compatibility.flags
        bindings = upload.bindings.map { $0.type == "secret_text" ? WireBinding(name: $0.name, type: $0.type) : $0 }
        keep = upload.keep
        assets = upload.files.map { Assets($0, folder: upload.assetFolder ?? "") }
        provenance = upload.provenance
        warnings = upload.warnings
    }

    struct File: Encodable, Sendable {
        let name: String
        let type: String
        let size: Int
    }

    struct Assets: Encodable, Sendable {
        let directory: String
        let files: [File]
        /// Of all files together, in bytes.
        let size: Int
        let rules: WireAssetRules

        init(_ files: StaticFiles, folder: String) {
            directory = folder
            self.files = files.files.map { File(name: $0.path, type: "asset", size: $0.size) }
            size = files.size
            rules = WireAssetRules(files.rules)
        }
    }

    func lines() -> [TerminalText] {
        let code = modules.isEmpty ? nil : "\(Plural.of(modules.count, "module")), \(ByteCount(size).description)"
        let site = assets.map { "\(Plural.of($0.files.count, "static file")), \(ByteCount($0.size).description)" }
        let total = [code, site].compactMap(\.self).joined(separator: "; ")
        return ["\(worker, .strong) would be uploaded: \(total). Nothing was sent.", ""] + table.lines + [""]
            + fields.lines
    }

    private var table: Table {
        var table = Table(.left("FILE"), .left("TYPE"), .right("SIZE"))
        for file in modules { add(file, note: file.name == main ? " (main)" : "", to: &table) }
        let files = assets?.files ?? []
        for file in files.prefix(Self.maximumFilesShown) { add(file, note: "", to: &table) }
        let more = files.count - Self.maximumFilesShown
        if more > 0 { table.add("and \(more) more", "asset", "") }
        return table
    }

    private func add(_ file: File, note: String, to table: inout Table) {
        table.add("\(file.name)\(note)", "\(file.type)", "\(ByteCount(file.size).description)")
    }

    private var fields: FieldList {
        var fields = FieldList()
        fields.add(text: "compatibility", compatibilityDate)
        fields.add(text: "flags", compatibilityFlags.isEmpty ? nil : compatibilityFlags.joined(separator: ", "))
        for binding in bindings {
            fields.add("env.\(EscapedText.of(binding.name))", BindingText.of(binding))
        }
        let kinds = keep.count > 1 ? "secrets and variables" : "secrets"
        fields.add(text: "kept", "the newest version's \(kinds)")
        if let assets {
            fields.add(text: "assets", assets.directory)
            for line in AssetRuleText.lines(assets.rules) { fields.add(text: "", line) }
        }
        fields.add("from", provenance.map(ProvenanceText.of))
        return fields
    }
}
