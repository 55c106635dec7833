import HTTPModel
import NativeWire

/// Which properties differ between two versions of a flow.
struct FlowDiffPage: Page {
    let flow: String
    let diff: WireDiff

    var title: String { "Version \(diff.from) to \(diff.to)" }
    var trail: [Crumb] { [Crumb(text: flow, link: PageLink.flow(flow))] }

    var content: HTML {
        Tag.h1 { title }
        if diff.identical {
            Tag.p { "Both have the same properties." }
        } else {
            Tag.table(.class("list")) {
                Tag.caption { "Properties of version \(diff.from) and version \(diff.to)" }
                Tag.thead {
                    Tag.tr {
                        for head in ["Property", "Version \(diff.from)", "Version \(diff.to)"] {
                            Tag.th(.scope("col")) { head }
                        }
                    }
                }
                Tag.tbody { for change in diff.configuration { row(change) } }
            }
        }
    }

    private func row(_ change: WireConfigurationChange) -> HTML {
        Tag.tr {
            Tag.th(.scope("row"), .label("Property")) { change.field }
            Tag.td(.label("Version \(diff.from)")) { value(change.from) }
            Tag.td(.label("Version \(diff.to)")) { value(change.to) }
        }
    }

    private func value(_ text: String?) -> HTML {
        guard let text, text != "null" else { return Tag.small { "none" } }
        return Tag.code { text }
    }
}
