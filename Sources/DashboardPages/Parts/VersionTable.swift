import NativeWire

/// The versions of a worker, the newest first.
struct VersionTable: Sendable {
    let worker: String
    let versions: [WireVersion]
    let facts: Facts
    /// Whether the rows offer to deploy.
    let offersChanges: Bool

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Versions of \(worker), the newest first" }
            Tag.thead {
                Tag.tr {
                    for head in ["Version", "Message", "By", "Commit", "When", "Serving"] {
                        Tag.th(.scope("col")) { head }
                    }
                    Tag.th(.scope("col")) { Tag.span(.class("unseen")) { "Actions" } }
                }
            }
            Tag.tbody { for version in versions { row(version) } }
        }
    }

    private func row(_ version: WireVersion) -> HTML {
        Tag.tr {
            Tag.th(.scope("row"), .label("Version")) {
                Tag.span(.class("number")) { String(version.number) }
                " "
                facts.id(version.id)
            }
            Tag.td(.class("wide"), .label("Message")) {
                if let tag = version.tag {
                    Tag.span(.class("tag")) { tag }
                    " "
                }
                facts.message(version.message)
            }
            Tag.td(.label("By")) { facts.who(version.author, version.source) }
            Tag.td(.label("Commit")) { facts.commit(version.provenance) }
            Tag.td(.label("When")) { facts.when(version.createdAt) }
            Tag.td(.label("Serving")) { serving(version) }
            Tag.td(.class("actions")) { actions(version) }
        }
    }

    private func serving(_ version: WireVersion) -> HTML {
        guard version.deleted == nil else { return Tag.span(.class("mark gone")) { "deleted" } }
        guard !version.serving.isEmpty else { return HTML() }
        return Tag.span(.class("shares")) {
            for (alias, percentage) in version.serving.sorted(by: { $0.key < $1.key }) {
                Tag.span(.class("share")) {
                    Tag.span(.class("dot \(SplitBar.hue(of: version.number))"), .aria("hidden", "true"))
                    "\(alias) \(ShareText.percent(percentage))"
                }
                " "
            }
        }
    }

    @HTMLBuilder
    private func actions(_ version: WireVersion) -> HTML {
        if let preview = version.previewUrl.flatMap(Link.init(web:)) {
            Tag.a(.href(preview), .rel("noreferrer")) {
                "Preview"
                Tag.span(.class("unseen")) { " of version \(version.number)" }
            }
            " "
        }
        if offersChanges, version.deleted == nil {
            Tag.a(.class("button"), .href(PageLink.deploy(worker, version: version.number))) {
                "Deploy"
                Tag.span(.class("unseen")) { " version \(version.number)" }
                "…"
            }
        }
    }
}
