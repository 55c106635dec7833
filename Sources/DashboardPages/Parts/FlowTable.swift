import NativeWire

/// Flows by name, with the version that is live of each.
struct FlowTable: Sendable {
    let flows: [WireWorkload]
    let facts: Facts

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Flows by name" }
            Tag.thead {
                Tag.tr {
                    for head in ["Flow", "Live", "Message", "By", "Since"] { Tag.th(.scope("col")) { head } }
                    Tag.th(.scope("col"), .class("numeric")) { "Newest version" }
                }
            }
            Tag.tbody { for flow in flows { row(flow) } }
        }
    }

    private func row(_ flow: WireWorkload) -> HTML {
        let live = flow.live?.deployment
        return Tag.tr {
            Tag.th(.scope("row"), .label("Flow")) {
                Tag.a(.href(PageLink.flow(flow.name))) { flow.name }
            }
            Tag.td(.label("Live")) {
                if let share = live?.shares.first {
                    Tag.strong { String(share.version) }
                    if let tag = share.tag {
                        " "
                        Tag.span(.class("tag")) { tag }
                    }
                }
            }
            Tag.td(.class("wide"), .label("Message")) { facts.message(live?.message) }
            Tag.td(.label("By")) { if let live { facts.who(live.author, live.source) } }
            Tag.td(.label("Since")) { if let live { facts.when(live.createdAt) } }
            Tag.td(.class("numeric"), .label("Newest version")) { flow.newestVersion.map(String.init) ?? "–" }
        }
    }
}
