import CYaml

/// The steps of a YAML 1.1 text by way of libyaml, which keeps no tree and resolves no alias.
struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeBufferPointer<UInt8>

    /// Takes a text that outlives this value.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else { fatalError("libyaml is out of memory") }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    mutating func next() throws(ConfigurationSyntaxError) -> YAMLEvent {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
            defer { yaml_event_delete(&event) }
            guard event.type != YAML_STREAM_START_EVENT else { continue }
            return Self.event(event)
        }
    }

    private static func event(_ event: yaml_event_t) -> YAMLEvent {
        let position = TextPosition(event.start_mark)
        let data = event.data
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, position: position)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, position: position)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias(string(data.alias.anchor) ?? ""), position: position)
        case YAML_SEQUENCE_START_EVENT:
            let (anchor, tag) = (string(data.sequence_start.anchor), string(data.sequence_start.tag))
            return YAMLEvent(kind: .sequenceStart, anchor: anchor, tag: tag, position: position)
        case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, position: position)
        case YAML_MAPPING_START_EVENT:
            let (anchor, tag) = (string(data.mapping_start.anchor), string(data.mapping_start.tag))
            return YAMLEvent(kind: .mappingStart, anchor: anchor, tag: tag, position: position)
        case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, position: position)
        case YAML_SCALAR_EVENT:
            let scalar = data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return YAMLEvent(
                kind: .scalar(text: text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE),
                anchor: string(scalar.anchor),
                tag: string(scalar.tag),
                position: position
            )
        default: return YAMLEvent(kind: .streamEnd, position: position)
        }
    }

    private func failure() -> ConfigurationSyntaxError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "memory ran out"
        // What it cannot read at all it places by bytes.
        guard parser.pointee.error != YAML_READER_ERROR else {
            var cursor = PositionCursor()
            let position = cursor.position(ofByte: parser.pointee.problem_offset, in: Array(text))
            return ConfigurationSyntaxError(reason: problem, position: position)
        }
        return ConfigurationSyntaxError(reason: problem, position: TextPosition(parser.pointee.problem_mark))
    }

    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        text.map { String(cString: $0) }
    }
}

extension TextPosition {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
