import NativeWire

/// The draft of a service and its versions, the newest first, each with the aliases that lead there.
struct ServiceVersionTable: Sendable {
    let service: WireWorkload
    /// `nil` where the list goes on.
    let draft: WireDraft?
    let versions: [WireVersion]
    let facts: Facts
    /// Whether the rows offer to move aliases, and to delete.
    let offersChanges: Bool

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Versions of \(service.name), the newest first" }
            Tag.thead {
                Tag.tr {
                    for head in ["Version", "Description", "By", "When", "Aliases"] { Tag.th(.scope("col")) { head } }
                    Tag.th(.scope("col")) { Tag.span(.class("unseen")) { "Actions" } }
                }
            }
            Tag.tbody {
                if let draft { row(draft) }
                for version in versions { row(version) }
            }
        }
    }

    private func row(_ draft: WireDraft) -> HTML {
        Tag.tr {
            Tag.th(.scope("row"), .label("Version")) { Tag.span(.class("number")) { WireShare.latest } }
            Tag.td(.class("wide"), .label("Description")) {
                Tag.small { draft.version.map { "the same as version \($0)" } ?? "not published as it is" }
            }
            Tag.td(.label("By"))
            Tag.td(.label("When")) { facts.when(draft.savedAt) }
            Tag.td(.label("Aliases")) { leads(to: 0) }
            Tag.td(.class("actions"))
        }
    }

    private func row(_ version: WireVersion) -> HTML {
        Tag.tr {
            Tag.th(.scope("row"), .label("Version")) {
                Tag.span(.class("number")) { String(version.number) }
            }
            Tag.td(.class("wide"), .label("Description")) { facts.message(version.message) }
            Tag.td(.label("By")) { facts.who(version.author, version.source) }
            Tag.td(.label("When")) { facts.when(version.createdAt) }
            Tag.td(.label("Aliases")) {
                if version.deleted != nil {
                    Tag.span(.class("mark gone")) { "deleted" }
                    " "
                }
                leads(to: version.number)
            }
            Tag.td(.class("actions")) { if offersChanges, version.deleted == nil { actions(version.number) } }
        }
    }

    private func leads(to version: Int) -> HTML {
        let leads = service.aliases.flatMap(AliasLead.leads).filter { $0.version == version }
        guard !leads.isEmpty else { return HTML() }
        return Tag.span(.class("shares")) {
            for lead in leads {
                Tag.span(.class("share")) {
                    Tag.span(.class("dot \(SplitBar.hue(of: version))"), .aria("hidden", "true"))
                    Tag.strong { lead.alias }
                    " \(lead.role.rawValue) \(lead.extent) "
                }
            }
        }
    }

    @HTMLBuilder
    private func actions(_ version: Int) -> HTML {
        for (role, word) in [(AliasLead.Role.primary, "Primary"), (.canary, "Canary")] {
            Tag.a(.class("button"), .href(PageLink.alias(service.name, alias, (role, version)))) {
                word
                Tag.span(.class("unseen")) { ": version \(version)" }
                "…"
            }
            " "
        }
        Tag.a(.class("button"), .href(PageLink.deletion(service.name, version))) {
            "Delete"
            Tag.span(.class("unseen")) { " version \(version)" }
            "…"
        }
    }

    /// The one that is meant where there is no other.
    private var alias: String? { service.aliases.count == 1 ? service.aliases[0].name : nil }
}
