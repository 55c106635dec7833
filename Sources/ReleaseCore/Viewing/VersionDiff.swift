public import ReleaseModel

/// What differs between the content of two versions.
public struct VersionDiff: Sendable, Hashable {
    public let from: Version
    public let to: Version
    public let configuration: [ConfigurationChange]
    public let files: [FileChange]

    public var isEmpty: Bool { configuration.isEmpty && files.isEmpty }

    public struct ConfigurationChange: Sendable, Hashable {
        /// Such as `main`, `compatibility_date` or `binding GREETING`.
        ///
        /// Where there are several components, each is named before its fields: `resize/main`.
        public let field: String
        public let from: String?
        public let to: String?
    }

    /// A file that only one side has, or that differs.
    public struct FileChange: Sendable, Hashable {
        /// The name of a module, or the path of a static file, which begins with a slash.
        public let name: String
        public let from: VersionFile?
        public let to: VersionFile?
    }

    init(from: Version, _ old: Snapshot, to: Version, _ new: Snapshot) {
        self.from = from
        self.to = to
        let names = Set(old.components.map(\.name)).union(new.components.map(\.name)).sorted()
        var configuration = Self.changes(old.configuration, new.configuration).map { change in
            ConfigurationChange(field: change.key, from: change.from, to: change.to)
        }
        var files: [FileChange] = []
        for name in names {
            let before = old.components.first { $0.name == name }
            let after = new.components.first { $0.name == name }
            let prefix = names.count == 1 ? "" : "\(name)/"
            configuration += Self.changes(before?.fields ?? [:], after?.fields ?? [:]).map { change in
                ConfigurationChange(field: prefix + change.key, from: change.from?.summary, to: change.to?.summary)
            }
            files += Self.changes(VersionFile.all(of: before), VersionFile.all(of: after)).map { change in
                FileChange(name: prefix + change.key, from: change.from, to: change.to)
            }
        }
        self.configuration = configuration
        self.files = files
    }

    private static func changes<Value: Equatable>(
        _ old: [String: Value],
        _ new: [String: Value]
    ) -> [(key: String, from: Value?, to: Value?)] {
        Set(old.keys).union(new.keys).sorted().compactMap { key in
            old[key] == new[key] ? nil : (key, old[key], new[key])
        }
    }
}

/// A field of a component: values are compared, summaries are shown.
private enum Field: Equatable {
    case text(String)
    case flags([String])
    case binding(Binding.Value)

    /// What a person is shown; a JSON value is told apart from the text that looks like it.
    var summary: String {
        switch self {
        case .text(let text), .binding(.plainText(let text)): text
        case .flags(let flags): flags.joined(separator: ", ")
        case .binding(.json(let text)): "json \(text)"
        case .binding(.versionMetadata): "(version metadata)"
        case .binding(.secret(let fingerprint)): "(secret \(fingerprint.hex.prefix(8)))"
        case .binding(.service(let service)): "service \(service.worker)\(service.entrypoint.map { "#\($0)" } ?? "")"
        case .binding(.keyValue(let namespace)): "key-value namespace \(namespace)"
        case .binding(.assets): "(static files)"
        case .binding(.unsupported(let type, let document)): "\(type) \(document)"
        }
    }
}

extension Component {
    fileprivate var fields: [String: Field] {
        var fields: [String: Field] = [:]
        fields["main"] = main.map(Field.text)
        fields["compatibility_date"] = compatibility.date.map(Field.text)
        if !compatibility.flags.isEmpty { fields["compatibility_flags"] = .flags(compatibility.flags) }
        for binding in bindings { fields["binding \(binding.name)"] = .binding(binding.value) }
        return fields.merging(assets?.rules.fields ?? [:]) { $1 }
    }
}

extension AssetRules {
    /// Those that a person has set apart from what is usual.
    fileprivate var fields: [String: Field] {
        var fields: [String: Field] = [:]
        if htmlHandling != .autoTrailingSlash { fields["assets html_handling"] = .text(htmlHandling.rawValue) }
        if notFoundHandling != .none { fields["assets not_found_handling"] = .text(notFoundHandling.rawValue) }
        switch workerFirst {
        case .never: break
        case .always: fields["assets run_worker_first"] = .text("true")
        case .paths(let paths): fields["assets run_worker_first"] = .flags(paths)
        }
        fields["assets _headers"] = headers.map(Field.text)
        fields["assets _redirects"] = redirects.map(Field.text)
        return fields
    }
}
