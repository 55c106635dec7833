import CToml

/// Reads TOML 1.0 by way of toml++.
struct TOMLReader: ~Copyable {
    private let document: OpaquePointer
    private let nodes: UnsafeBufferPointer<ctoml_node>
    private var next = 0

    /// Returns the root table of a text.
    static func read(_ text: [UInt8]) throws(ConfigurationSyntaxError) -> ConfigurationTable {
        var reader = try TOMLReader(text)
        let root = try reader.readNode()
        guard case .table(let table) = root.value else { preconditionFailure("toml++ gave a root that is no table") }
        return table
    }

    private init(_ text: [UInt8]) throws(ConfigurationSyntaxError) {
        let limits = ctoml_limits(
            length: ConfigurationLimits.length,
            depth: ConfigurationLimits.depth,
            nodes: ConfigurationLimits.values
        )
        let parsed = text.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { ctoml_parse($0.baseAddress, $0.count, limits) }
        }
        guard let parsed else {
            throw ConfigurationSyntaxError(reason: "memory ran out", position: TextPosition(line: 1, column: 1))
        }
        var error = ctoml_error()
        guard !ctoml_failure(parsed, &error) else {
            defer { ctoml_free(parsed) }
            throw ConfigurationSyntaxError(
                reason: Self.reason(error.reason.string),
                position: TextPosition(error.position)
            )
        }
        var count = 0
        nodes = UnsafeBufferPointer(start: ctoml_nodes(parsed, &count), count: count)
        document = parsed
    }

    /// What toml++ says of a string that the end of a line cuts off is about the line feed in it.
    private static func reason(_ text: String) -> String {
        let isCutOff = text.hasPrefix("Error while parsing string: unescaped control characters")
        return isCutOff ? "the string is not closed on this line, or has a control character" : text
    }

    deinit {
        ctoml_free(document)
    }

    /// Takes the next node with all that it holds; as deep as the shim allows, no deeper.
    private mutating func readNode() throws(ConfigurationSyntaxError) -> ConfigurationNode {
        let node = nodes[next]
        next += 1
        let position = TextPosition(node.position)
        return ConfigurationNode(value: try value(of: node, at: position), position: position)
    }

    private mutating func value(
        of node: ctoml_node,
        at position: TextPosition
    ) throws(ConfigurationSyntaxError) -> ConfigurationNode.Value {
        switch node.kind {
        case CTOML_TABLE: .table(try table(of: node))
        case CTOML_ARRAY: .array(try array(of: node))
        case CTOML_INTEGER: .number(String(node.integer))
        case CTOML_FLOAT: .number(try literal(node.number, at: position))
        case CTOML_BOOLEAN: .boolean(node.boolean)
        default: .string(node.text.string)
        }
    }

    private mutating func table(of node: ctoml_node) throws(ConfigurationSyntaxError) -> ConfigurationTable {
        var entries: [ConfigurationTable.Entry] = []
        for _ in 0..<node.children {
            let child = nodes[next]
            let position = TextPosition(child.key_position)
            entries.append(.init(key: child.key.string, position: position, node: try readNode()))
        }
        // toml++ sorts by name; people read in the order of the file.
        return ConfigurationTable(entries: entries.sorted { $0.position < $1.position })
    }

    private mutating func array(of node: ctoml_node) throws(ConfigurationSyntaxError) -> [ConfigurationNode] {
        var elements: [ConfigurationNode] = []
        for _ in 0..<node.children { elements.append(try readNode()) }
        return elements
    }

    /// JSON, which everything becomes, knows neither infinity nor NaN.
    private func literal(_ number: Double, at position: TextPosition) throws(ConfigurationSyntaxError) -> String {
        guard number.isFinite else {
            throw ConfigurationSyntaxError(reason: "\(number) cannot be handed to a worker", position: position)
        }
        return number.description
    }
}

extension TextPosition {
    /// Tables that only dotted keys imply have no place of their own: they get the start of the text.
    fileprivate init(_ position: ctoml_position) {
        self.init(line: max(1, Int(position.line)), column: max(1, Int(position.column)))
    }
}

extension ctoml_text {
    fileprivate var string: String {
        UnsafeRawBufferPointer(start: bytes, count: count).withMemoryRebound(to: UInt8.self) {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
