import HTTPModel
import NativeWire

/// A service's Versions page: its functions, its aliases, and the draft with all versions.
struct ServicePage: Page {
    let service: WireWorkload
    let draft: WireDraft
    let versions: ListPart<WireVersion>
    let notices: [Notice]
    let facts: Facts
    let offersPublishing: Bool
    let offersChanges: Bool

    var title: String { service.name }
    var trail: [Crumb] { [Crumb(text: service.name, link: PageLink.service(service.name))] }

    var content: HTML {
        Tag.h1 { service.name }
        Tag.nav(.class("tabs"), .aria("label", "Parts of \(service.name)")) {
            Tag.a(.href(PageLink.service(service.name)), .aria("current", "page")) { "Versions" }
        }
        for notice in notices { notice.html }
        Tag.section {
            Tag.h2 { "Versions" }
            ServiceVersionTable(
                service: service,
                draft: versions.first == nil ? draft : nil,
                versions: versions.items,
                facts: facts,
                offersChanges: offersChanges
            ).html
            versions.navigation("versions")
            if offersPublishing, draft.version == nil {
                Tag.p(.class("changes")) {
                    Tag.a(.class("button primary"), .href(PageLink.publish(service.name))) { "Publish LATEST…" }
                }
            }
        }
        Tag.section {
            Tag.h2 { "Aliases" }
            if service.aliases.isEmpty {
                Tag.p(.class("hint")) { "No alias yet." }
            } else {
                AliasTable(service: service, facts: facts, offersChanges: offersChanges).html
            }
            if offersChanges {
                Tag.p(.class("changes")) {
                    Tag.a(.class("button"), .href(PageLink.alias(service.name))) { "New alias…" }
                }
            }
        }
        Tag.section {
            Tag.h2 { "Functions of LATEST" }
            if draft.functions.isEmpty {
                Tag.p(.class("hint")) { "No function yet." }
            } else {
                FunctionTable(functions: draft.functions).html
            }
        }
    }
}
