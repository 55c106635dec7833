import NativeWire

/// The aliases of a service, and where each leads.
struct AliasTable: Sendable {
    let service: WireWorkload
    let facts: Facts
    /// Whether the rows offer to move them.
    let offersChanges: Bool

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Aliases of \(service.name) by name" }
            Tag.thead {
                Tag.tr {
                    for head in ["Alias", "Leads to", "Message", "By", "Moved"] { Tag.th(.scope("col")) { head } }
                    Tag.th(.scope("col")) { Tag.span(.class("unseen")) { "Actions" } }
                }
            }
            Tag.tbody { for alias in service.aliases { row(alias) } }
        }
    }

    private func row(_ alias: WireAlias) -> HTML {
        let deployment = alias.deployment
        return Tag.tr {
            Tag.th(.scope("row"), .label("Alias")) { Tag.span(.class("number")) { alias.name } }
            Tag.td(.label("Leads to")) {
                Tag.span(.class("shares")) { for lead in AliasLead.leads(of: alias) { html(of: lead) } }
            }
            Tag.td(.class("wide"), .label("Message")) { facts.message(deployment?.message) }
            Tag.td(.label("By")) { if let deployment { facts.who(deployment.author, deployment.source) } }
            Tag.td(.label("Moved")) { if let deployment { facts.when(deployment.createdAt) } }
            Tag.td(.class("actions")) { if offersChanges { actions(alias) } }
        }
    }

    private func html(of lead: AliasLead) -> HTML {
        Tag.span(.class("share")) {
            Tag.span(.class("dot \(SplitBar.hue(of: lead.version))"), .aria("hidden", "true"))
            "\(lead.role.rawValue) "
            Tag.strong { ShareText.name(of: lead.version) }
            " \(lead.extent) "
        }
    }

    @HTMLBuilder
    private func actions(_ alias: WireAlias) -> HTML {
        Tag.a(.class("button"), .href(PageLink.alias(service.name, alias.name))) {
            "Move"
            Tag.span(.class("unseen")) { " \(alias.name)" }
            "…"
        }
        " "
        Tag.a(.class("button"), .href(PageLink.aliasRollback(service.name, alias.name))) {
            "Roll back"
            Tag.span(.class("unseen")) { " \(alias.name)" }
            "…"
        }
    }
}
