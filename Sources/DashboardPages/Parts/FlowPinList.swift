import NativeWire

/// What runs when a version of a flow does, with a warning for all that it does not fix.
struct FlowPinList: Sendable {
    let pins: [WireFlowPin]

    @HTMLBuilder var html: HTML {
        if pins.isEmpty {
            Notice(.caution, "It names no code to fetch, so its code is not fixed: what runs is what is there by then.")
                .html
        } else {
            Tag.ul { for pin in pins { Tag.li { "\(pin.what) \(pin.subject), \(pin.choice)" } } }
            for pin in pins where !pin.fixed {
                Notice(.caution, "\(pin.what) \(pin.subject) is not fixed: \(pin.choice) may be another by then.").html
            }
        }
    }
}
