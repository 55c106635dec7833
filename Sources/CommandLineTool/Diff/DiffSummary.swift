import NativeWire

/// What differs between two versions, in short: the configuration whole, the files by name.
struct DiffSummary: Sendable {
    let diff: WireDiff

    func lines() -> [TerminalText] {
        guard !diff.identical else { return ["Versions \(diff.from) and \(diff.to) have the same content."] }
        var configuration = Table(.left("CONFIGURATION"), .left("VERSION \(diff.from)"), .left("VERSION \(diff.to)"))
        for change in diff.configuration {
            configuration.add("\(change.field)", Self.value(change.from, .bad), Self.value(change.to, .good))
        }
        var files = Table(.left("FILE"), .left("CHANGE"), .right("SIZE"))
        for change in diff.files {
            files.add("\(change.name)", Self.label(change.change), Self.sizes(change))
        }
        let separator: [TerminalText] = configuration.rows.isEmpty || files.rows.isEmpty ? [] : [""]
        return configuration.lines + separator + files.lines
    }

    private static func value(_ text: String?, _ style: TextStyle) -> TerminalText {
        guard let text else { return "\("(none)", .faint)" }
        return "\(text, style)"
    }

    private static func label(_ change: String) -> TerminalText {
        switch change {
        case "added": "\(change, .good)"
        case "removed": "\(change, .bad)"
        default: "\(change, .caution)"
        }
    }

    private static func sizes(_ change: WireFileChange) -> TerminalText {
        let sizes = [change.from, change.to].compactMap { $0.map { ByteCount($0.size).description } }
        return "\(sizes.joined(separator: " → "))"
    }
}
