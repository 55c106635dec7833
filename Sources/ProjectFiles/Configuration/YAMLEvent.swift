/// A step of a YAML text, and where it begins.
struct YAMLEvent {
    enum Kind {
        case documentStart
        case documentEnd
        case streamEnd
        case alias(String)
        /// Plain is without quotes and not a block.
        case scalar(text: String, isPlain: Bool)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
    }

    let kind: Kind
    /// The name that aliases call this value by.
    var anchor: String?
    /// As it resolves, such as `tag:yaml.org,2002:str`; `nil` where the file has none.
    var tag: String?
    let position: TextPosition
}
