import NativeWire

/// The versions of a flow, the newest first, with the live one marked.
struct FlowVersionTable: Sendable {
    let flow: WireWorkload
    let versions: [WireVersion]
    let facts: Facts
    let offersChanges: Bool

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Versions of \(flow.name), the newest first" }
            Tag.thead {
                Tag.tr {
                    for head in ["Version", "Message", "By", "Commit", "When"] { Tag.th(.scope("col")) { head } }
                    Tag.th(.scope("col")) { Tag.span(.class("unseen")) { "Actions" } }
                }
            }
            Tag.tbody { for version in versions { row(version) } }
        }
    }

    private func row(_ version: WireVersion) -> HTML {
        Tag.tr(.class(version.serving.isEmpty ? "" : "current")) {
            Tag.th(.scope("row"), .label("Version")) {
                Tag.span(.class("number")) { String(version.number) }
                " "
                facts.id(version.id)
            }
            Tag.td(.class("wide"), .label("Message")) {
                marks(version)
                facts.message(version.message ?? version.provenance?.message)
            }
            Tag.td(.label("By")) { facts.who(version.author, version.source) }
            Tag.td(.label("Commit")) { facts.commit(version.provenance) }
            Tag.td(.label("When")) { facts.when(version.createdAt) }
            Tag.td(.class("actions")) { actions(version) }
        }
    }

    @HTMLBuilder
    private func marks(_ version: WireVersion) -> HTML {
        if version.deleted != nil {
            Tag.span(.class("mark gone")) { "deleted" }
            " "
        } else if !version.serving.isEmpty {
            Tag.span(.class("mark")) { "live" }
            " "
        }
        if let tag = version.tag {
            Tag.span(.class("tag")) { tag }
            " "
        }
    }

    @HTMLBuilder
    private func actions(_ version: WireVersion) -> HTML {
        link("Runs", PageLink.runs(flow.name, version: version.number), version)
        if version.deleted == nil, version.serving.isEmpty {
            if let live = flow.live?.deployment?.shares.first?.version {
                link("Compare", PageLink.flowDiff(flow.name, from: live, to: version.number), version)
            }
            if offersChanges { link("Promote", PageLink.promotion(flow.name, version.number), version, "…") }
        }
    }

    @HTMLBuilder
    private func link(_ verb: String, _ link: Link, _ version: WireVersion, _ end: String = "") -> HTML {
        Tag.a(.class("button"), .href(link)) {
            verb
            Tag.span(.class("unseen")) { " version \(version.number)" }
            end
        }
        " "
    }
}

extension WireWorkload {
    /// The alias that leads to a flow's live version.
    var live: WireAlias? { alias("live") }
}
