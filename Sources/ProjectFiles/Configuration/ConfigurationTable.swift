/// Named values in the order of the file; no name repeats.
struct ConfigurationTable: Hashable {
    let entries: [Entry]

    struct Entry: Hashable {
        let key: String
        let position: TextPosition
        let node: ConfigurationNode
    }

    subscript(key: String) -> ConfigurationNode? {
        entries.first { $0.key == key }?.node
    }
}
