import NativeWire

/// What a change would do to each version's share.
struct ChangeTable: Sendable {
    let now: [WireShare]
    let then: [WireShare]

    @HTMLBuilder var html: HTML {
        Tag.div(.class("compare")) {
            Tag.span { "Now" }
            SplitBar(shares: now).html
            Tag.span { "Then" }
            SplitBar(shares: then).html
        }
        Tag.table(.class("change")) {
            Tag.caption { "Each version's share now and then" }
            Tag.thead {
                Tag.tr {
                    Tag.th(.scope("col")) { "Version" }
                    Tag.th(.scope("col"), .class("numeric")) { "Now" }
                    Tag.th(.scope("col"), .class("numeric")) { "Then" }
                }
            }
            Tag.tbody { for version in versions { row(version) } }
        }
    }

    private var versions: [Int] { Set((now + then).map(\.version)).sorted(by: >) }

    private func row(_ version: Int) -> HTML {
        Tag.tr {
            Tag.th(.scope("row")) {
                Tag.span(.class("dot \(SplitBar.hue(of: version))"), .aria("hidden", "true"))
                Tag.span(.class("number")) { ShareText.name(of: version) }
            }
            Tag.td(.class("numeric")) { percentage(of: version, in: now) }
            Tag.td(.class("numeric")) { Tag.strong { percentage(of: version, in: then) } }
        }
    }

    private func percentage(of version: Int, in shares: [WireShare]) -> String {
        shares.first { $0.version == version }.map { ShareText.percent($0.percentage) } ?? "–"
    }
}
