/// Writes out the placeholders of an `s.yaml`.
///
/// A text that is one placeholder becomes what it stands for, of whatever kind; within a longer text only texts,
/// numbers and booleans can stand. What is written out is bounded by ``ConfigurationLimits``, and nothing may refer to
/// itself, however long the way round.
struct PlaceholderResolver {
    /// How many references one may lead through.
    static let chainLimit = 32

    let file: ConfigurationFile
    let environment: [String: String]
    private(set) var warnings: [ProjectWarning] = []

    private var values = 0
    private var length = 0
    /// The references that are being followed, the outermost first.
    private var chain: [[String]] = []

    init(file: ConfigurationFile, environment: [String: String]) {
        self.file = file
        self.environment = environment
    }

    /// Returns a value with all placeholders in it written out; `this` is the service it belongs to.
    mutating func resolve(
        _ node: ConfigurationNode,
        this: String?,
        depth: Int = 1
    ) throws(ProjectError) -> ConfigurationNode {
        guard depth <= ConfigurationLimits.depth else {
            throw failure(node, "values are nested deeper than \(ConfigurationLimits.depth)", "Nest them less")
        }
        try count(node, length: 0)
        switch node.value {
        case .string(let text): return try resolve(text, of: node, this: this, depth: depth)
        case .number(let text):
            try count(node, length: text.utf8.count)
            return node
        case .boolean, .null: return node
        case .array(let elements):
            var resolved: [ConfigurationNode] = []
            for element in elements { resolved.append(try resolve(element, this: this, depth: depth + 1)) }
            return ConfigurationNode(value: .array(resolved), position: node.position)
        case .table(let table):
            var entries: [ConfigurationTable.Entry] = []
            for entry in table.entries {
                try count(node, length: entry.key.utf8.count)
                let value = try resolve(entry.node, this: this, depth: depth + 1)
                entries.append(.init(key: entry.key, position: entry.position, node: value))
            }
            return ConfigurationNode(value: .table(ConfigurationTable(entries: entries)), position: node.position)
        }
    }

    private mutating func resolve(
        _ text: String,
        of node: ConfigurationNode,
        this: String?,
        depth: Int
    ) throws(ProjectError) -> ConfigurationNode {
        let pieces = Placeholder.pieces(of: text)
        if pieces.count == 1, case .placeholder(let placeholder, let source) = pieces[0] {
            let value = try value(of: placeholder, source, in: node, this: this, depth: depth).value
            return ConfigurationNode(value: value, position: node.position)
        }
        var result = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): result += literal
            case .placeholder(let placeholder, let source):
                let value = try value(of: placeholder, source, in: node, this: this, depth: depth)
                guard let text = Self.text(of: value) else {
                    throw failure(
                        node,
                        "\(source) is \(value.kind), which cannot stand within a text",
                        "Name one of its parts"
                    )
                }
                result += text
            }
        }
        try count(node, length: result.utf8.count)
        return ConfigurationNode(value: .string(result), position: node.position)
    }

    private mutating func value(
        of placeholder: Placeholder,
        _ source: String,
        in node: ConfigurationNode,
        this: String?,
        depth: Int
    ) throws(ProjectError) -> ConfigurationNode {
        let text: String
        switch placeholder {
        case .environment(let name):
            guard let value = environment[name] else {
                throw failure(node, "the environment has no \(name)", "Set it before you run this")
            }
            text = value
        case .file(let path): text = try content(of: path, in: node)
        case .reference(let parts): return try follow(parts, source, in: node, this: this, depth: depth)
        case .word:
            let place = SourcePlace(file: file.path, position: node.position)
            warnings.append(
                ProjectWarning(.placeholderKept, at: place, "\(source) is no placeholder, and is left as it is")
            )
            text = source
        case .unknown:
            throw failure(
                node,
                "\(source) is no placeholder that can be written out here",
                "Use ${vars.…}, ${env(NAME)}, ${file(path)}, ${this.props.…} or ${<service>.props.…}"
            )
        }
        try count(node, length: text.utf8.count)
        return ConfigurationNode(value: .string(text), position: node.position)
    }

    private mutating func follow(
        _ parts: [String],
        _ source: String,
        in node: ConfigurationNode,
        this: String?,
        depth: Int
    ) throws(ProjectError) -> ConfigurationNode {
        let (path, owner) = try target(of: parts, source, in: node, this: this)
        guard !chain.contains(path) else {
            throw failure(node, "\(source) refers to itself", "Write the value out once")
        }
        guard chain.count < Self.chainLimit else {
            throw failure(
                node,
                "\(source) leads through more than \(Self.chainLimit) references",
                "Refer to the last one"
            )
        }
        chain.append(path)
        defer { chain.removeLast() }
        var value = ConfigurationNode(value: .table(file.root), position: node.position)
        for part in path {
            // What is on the way may itself be a placeholder, such as `service: ${vars.service}`.
            if case .string(let text) = value.value {
                value = try resolve(text, of: value, this: owner, depth: depth)
            }
            guard let member = Self.member(part, of: value) else {
                throw failure(
                    node,
                    "there is no \(path.joined(separator: ".")), which \(source) refers to",
                    "Add it, or correct the path"
                )
            }
            value = member
        }
        return try resolve(value, this: owner, depth: depth)
    }

    /// Where a reference leads from the root, and the service that `this` means there.
    private func target(
        of parts: [String],
        _ source: String,
        in node: ConfigurationNode,
        this: String?
    ) throws(ProjectError) -> (path: [String], owner: String?) {
        guard parts[0] != "vars" else { return (parts, this) }
        guard let service = parts[0] == "this" ? this : parts[0] else {
            throw failure(node, "\(source) stands outside of any service", "Use ${<service>.props.…}")
        }
        guard parts[1] == "props" else {
            throw failure(
                node,
                "\(source) refers to \"\(parts[1])\", of which nothing is known before a deployment",
                "Refer to \"props\", or write the value out"
            )
        }
        return (["services", service] + parts.dropFirst(), service)
    }

    private func content(of path: String, in node: ConfigurationNode) throws(ProjectError) -> String {
        let source = FilePath.join(file.folder, path)
        let root = WorkingTree.root(of: FilePath.resolved(file.folder) ?? file.folder)
        // Whoever made a repository must not choose which file of the machine is deployed.
        guard let resolved = FilePath.resolved(source) else {
            throw failure(node, "there is no file \(source)", "Correct the path; it is relative to the configuration")
        }
        guard FilePath.relative(resolved, to: root) != nil else {
            throw failure(
                node,
                "\(source) lies outside of the project, which is \(root)",
                "Copy the file into the project"
            )
        }
        let bytes: [UInt8]
        do throws(RegularFile.Failure) {
            bytes = try RegularFile.read(resolved, limit: ConfigurationLimits.length)
        } catch {
            throw failure(node, "\(source) cannot be read: \(error.reason)", "Check the path and its permissions")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure(node, "\(source) is not UTF-8", "Name a text file")
        }
        return text
    }

    private mutating func count(_ node: ConfigurationNode, length: Int) throws(ProjectError) {
        values += 1
        self.length += length
        guard values <= ConfigurationLimits.values, self.length <= ConfigurationLimits.expandedLength else {
            throw failure(
                node,
                "placeholders write out more than \(ConfigurationLimits.values) values or "
                    + "\(ConfigurationLimits.expandedLength) bytes",
                "Use fewer of them"
            )
        }
    }

    private func failure(_ node: ConfigurationNode, _ reason: String, _ advice: String) -> ProjectError {
        let place = SourcePlace(file: file.path, position: node.position)
        return ProjectError(.placeholderInvalid, at: place, reason: reason, advice: advice)
    }

    private static func member(_ part: String, of node: ConfigurationNode) -> ConfigurationNode? {
        switch node.value {
        case .table(let table): table[part]
        case .array(let elements): Int(part).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        case .string, .number, .boolean, .null: nil
        }
    }

    private static func text(of node: ConfigurationNode) -> String? {
        switch node.value {
        case .string(let text), .number(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        case .null, .array, .table: nil
        }
    }
}
