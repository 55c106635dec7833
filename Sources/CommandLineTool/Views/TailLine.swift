import NativeWire

/// An event of a tail, as people read it.
struct TailLine: Sendable {
    let event: WireTailEvent

    /// The message, and below it the stack of an exception.
    func lines() -> [TerminalText] {
        let time = event.at.dropFirst(11).prefix(12)
        let head: TerminalText = "\(time, .faint) \("v\(event.version)", .link) \(label)"
        let message = event.message.split(separator: "\n", omittingEmptySubsequences: false)
        let first: TerminalText = "\(head) \(TerminalText(sourceLine: message.first ?? ""))"
        return [first] + message.dropFirst().map(continuation) + stack
    }

    private var label: TerminalText {
        switch (event.kind, event.level) {
        case ("exception", _): "\("exception", .bad)"
        case ("dropped", _): "\("dropped", .caution)"
        case ("scheduled", "info"): "scheduled"
        case (_, "error"): "\("error", .bad)"
        case (_, "warn"): "\("warn", .caution)"
        case (_, let level): "\(level)"
        }
    }

    private var stack: [TerminalText] {
        Self.frames(of: event).split(separator: "\n").map { continuation($0).styled(.faint) }
    }

    /// The stack without the message that engines begin it with.
    private static func frames(of event: WireTailEvent) -> Substring {
        let stack = event.stack ?? ""
        return stack.hasPrefix(event.message) ? stack.dropFirst(event.message.count) : stack[...]
    }

    private func continuation(_ line: Substring) -> TerminalText {
        "    \(TerminalText(sourceLine: line))"
    }
}
