/// Reads YAML into the same tree as TOML and JSONC, with the place of every value.
///
/// Aliases stand for their values, `<<` merges mappings, and both count as if they were written out: a text that means
/// more than ``ConfigurationLimits`` allow is refused, however short it is. Keys are texts as they are written; one that
/// repeats is refused, and so is a second document.
struct YAMLReader: ~Copyable {
    /// A value, and how much it is once every alias in it is written out.
    private struct Built {
        var node: ConfigurationNode
        var values = 1
        /// Of all texts in it, in bytes.
        var length = 0
        /// One for a scalar.
        var depth = 1

        mutating func hold(_ other: Built) {
            values += other.values
            length += other.length
            depth = max(depth, other.depth + 1)
        }
    }

    private var events: YAMLEvents
    private var anchors: [String: Built] = [:]
    /// What was read so far, with aliases written out.
    private var values = 0
    private var length = 0

    /// Returns the root mapping of a text.
    static func read(_ text: [UInt8]) throws(ConfigurationSyntaxError) -> ConfigurationTable {
        let start = TextPosition(line: 1, column: 1)
        guard text.count <= ConfigurationLimits.length else {
            let reason = "the file is larger than \(ConfigurationLimits.length) bytes"
            throw ConfigurationSyntaxError(reason: reason, position: start)
        }
        guard String(validating: text, as: UTF8.self) != nil else {
            throw ConfigurationSyntaxError(reason: "the file is not UTF-8", position: start)
        }
        return try text.withUnsafeBufferPointer { (bytes) throws(ConfigurationSyntaxError) in
            var reader = YAMLReader(bytes)
            return try reader.document()
        }
    }

    private init(_ text: UnsafeBufferPointer<UInt8>) {
        events = YAMLEvents(text)
    }

    private mutating func document() throws(ConfigurationSyntaxError) -> ConfigurationTable {
        let first = try events.next()
        guard case .documentStart = first.kind else { throw Self.failure("the file is empty", first) }
        let event = try events.next()
        let root = try value(of: event, depth: 1)
        guard case .table(let table) = root.node.value else {
            throw Self.failure("the file must hold a mapping", event)
        }
        _ = try events.next()
        let last = try events.next()
        guard case .streamEnd = last.kind else { throw Self.failure("the file holds a second document", last) }
        return table
    }

    private mutating func value(of event: YAMLEvent, depth: Int) throws(ConfigurationSyntaxError) -> Built {
        guard depth <= ConfigurationLimits.depth else { throw Self.tooDeep(event) }
        var built: Built
        switch event.kind {
        case .alias(let name): return try alias(name, event, depth: depth)
        case .scalar(let text, let isPlain):
            guard let value = YAMLScalar.value(text, isPlain: isPlain, tag: event.tag) else {
                throw Self.failure("a tag that is not known here, or does not fit its value", event)
            }
            built = Built(node: ConfigurationNode(value: value, position: event.position), length: text.utf8.count)
        case .sequenceStart: built = try sequence(event, depth: depth)
        case .mappingStart: built = try mapping(event, depth: depth)
        case .documentStart, .documentEnd, .streamEnd, .sequenceEnd, .mappingEnd:
            throw Self.failure("expected a value", event)
        }
        if case .scalar = event.kind { try count(values: 1, length: built.length, event) }
        if let anchor = event.anchor { anchors[anchor] = built }
        return built
    }

    private mutating func sequence(_ event: YAMLEvent, depth: Int) throws(ConfigurationSyntaxError) -> Built {
        try check(event, is: "seq")
        try count(values: 1, length: 0, event)
        var built = Built(node: ConfigurationNode(value: .null, position: event.position))
        var elements: [ConfigurationNode] = []
        while true {
            let next = try events.next()
            if case .sequenceEnd = next.kind { break }
            let element = try value(of: next, depth: depth + 1)
            elements.append(element.node)
            built.hold(element)
        }
        built.node = ConfigurationNode(value: .array(elements), position: event.position)
        return built
    }

    private mutating func mapping(_ event: YAMLEvent, depth: Int) throws(ConfigurationSyntaxError) -> Built {
        try check(event, is: "map")
        try count(values: 1, length: 0, event)
        var built = Built(node: ConfigurationNode(value: .null, position: event.position))
        var entries: [ConfigurationTable.Entry] = []
        var names: Set<String> = []
        var merged: [ConfigurationTable] = []
        while true {
            let next = try events.next()
            if case .mappingEnd = next.kind { break }
            guard case .scalar(let key, let isPlain) = next.kind else {
                throw Self.failure("a key must be a text", next)
            }
            try count(values: 0, length: key.utf8.count, next)
            built.length += key.utf8.count
            let valueEvent = try events.next()
            let value = try value(of: valueEvent, depth: depth + 1)
            built.hold(value)
            if key == "<<" && isPlain {
                merged += try Self.tables(of: value.node, valueEvent)
                continue
            }
            guard names.insert(key).inserted else {
                throw Self.failure("\"\(key)\" appears twice in one mapping", next)
            }
            entries.append(.init(key: key, position: next.position, node: value.node))
        }
        // What the mapping has itself counts, and then what is merged first.
        for entry in merged.flatMap(\.entries) where names.insert(entry.key).inserted { entries.append(entry) }
        built.node = ConfigurationNode(value: .table(ConfigurationTable(entries: entries)), position: event.position)
        return built
    }

    /// Anchors are known from the end of their value on, so that no value holds itself.
    private mutating func alias(
        _ name: String,
        _ event: YAMLEvent,
        depth: Int
    ) throws(ConfigurationSyntaxError) -> Built {
        guard let built = anchors[name] else { throw Self.failure("there is no anchor &\(name) before this", event) }
        guard depth + built.depth - 1 <= ConfigurationLimits.depth else { throw Self.tooDeep(event) }
        try count(values: built.values, length: built.length, event)
        return built
    }

    private mutating func count(values: Int, length: Int, _ event: YAMLEvent) throws(ConfigurationSyntaxError) {
        self.values += values
        self.length += length
        guard self.values <= ConfigurationLimits.values else {
            throw Self.failure("there are more than \(ConfigurationLimits.values) values, aliases written out", event)
        }
        guard self.length <= ConfigurationLimits.expandedLength else {
            let limit = ConfigurationLimits.expandedLength
            throw Self.failure("the texts have more than \(limit) bytes, aliases written out", event)
        }
    }

    private func check(_ event: YAMLEvent, is tag: String) throws(ConfigurationSyntaxError) {
        guard [nil, "!", "tag:yaml.org,2002:\(tag)"].contains(event.tag) else {
            throw Self.failure("a tag that is not known here, or does not fit its value", event)
        }
    }

    private static func tables(
        of node: ConfigurationNode,
        _ event: YAMLEvent
    ) throws(ConfigurationSyntaxError) -> [ConfigurationTable] {
        switch node.value {
        case .table(let table): return [table]
        case .array(let elements):
            var tables: [ConfigurationTable] = []
            for element in elements { tables += try Self.tables(of: element, event) }
            return tables
        default: throw failure("\"<<\" merges mappings only", event)
        }
    }

    private static func tooDeep(_ event: YAMLEvent) -> ConfigurationSyntaxError {
        failure("values are nested deeper than \(ConfigurationLimits.depth)", event)
    }

    private static func failure(_ reason: String, _ event: YAMLEvent) -> ConfigurationSyntaxError {
        ConfigurationSyntaxError(reason: reason, position: event.position)
    }
}
