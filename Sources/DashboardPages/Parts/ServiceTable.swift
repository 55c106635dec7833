import NativeWire

/// Services by name, with where their aliases lead.
struct ServiceTable: Sendable {
    let services: [WireWorkload]

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Services by name" }
            Tag.thead {
                Tag.tr {
                    for head in ["Service", "Aliases"] { Tag.th(.scope("col")) { head } }
                    Tag.th(.scope("col"), .class("numeric")) { "Newest version" }
                }
            }
            Tag.tbody { for service in services { row(service) } }
        }
    }

    private func row(_ service: WireWorkload) -> HTML {
        Tag.tr {
            Tag.th(.scope("row"), .label("Service")) {
                Tag.a(.href(PageLink.service(service.name))) { service.name }
            }
            Tag.td(.class("wide"), .label("Aliases")) {
                for alias in service.aliases {
                    "\(alias.name) "
                    if let deployment = alias.deployment { ShareText.list(deployment.shares) }
                    " "
                }
            }
            Tag.td(.class("numeric"), .label("Newest version")) {
                service.newestVersion.map(String.init) ?? "–"
            }
        }
    }
}
