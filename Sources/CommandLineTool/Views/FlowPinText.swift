import NativeWire

/// What runs when a version of a flow does.
enum FlowPinText {
    static func table(_ pins: [WireFlowPin]) -> [TerminalText] {
        var table = Table(.left("WHAT"), .left("WHICH"), .left("CHOSEN BY"), .left("FIXED"))
        for pin in pins {
            table.add(
                "\(pin.what)",
                "\(pin.subject, .strong)",
                "\(pin.choice)",
                pin.fixed ? "\("yes", .good)" : "\("no", .caution)"
            )
        }
        return table.lines
    }

    /// What may be another one when the version runs again.
    static func warnings(_ pins: [WireFlowPin]) -> [TerminalText] {
        guard !pins.isEmpty else {
            return [
                "This version names no code to fetch, so its code is not fixed: what runs is what is there by then."
            ]
        }
        return pins.filter { !$0.fixed }.map { pin in
            "\(pin.what) \(pin.subject) is not fixed: it is chosen by \(pin.choice), which may be another by then."
        }
    }
}
