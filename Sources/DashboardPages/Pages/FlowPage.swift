import HTTPModel
import NativeWire

/// A flow's Versions tab: what is live, and all versions.
struct FlowPage: Page {
    let flow: WireWorkload
    let versions: ListPart<WireVersion>
    let notices: [Notice]
    let facts: Facts
    let offersChanges: Bool

    var title: String { flow.name }
    var trail: [Crumb] { [Crumb(text: flow.name, link: PageLink.flow(flow.name))] }

    var content: HTML {
        Tag.h1 { flow.name }
        FlowTabs(flow: flow.name, current: .versions).html
        for notice in notices { notice.html }
        live
        Tag.section {
            Tag.h2 { "Versions" }
            FlowVersionTable(flow: flow, versions: versions.items, facts: facts, offersChanges: offersChanges).html
            versions.navigation("versions")
        }
    }

    private var live: HTML {
        Tag.section(.class("card serving"), .aria("label", "What is live")) {
            if let deployment = flow.live?.deployment, let share = deployment.shares.first {
                Tag.p {
                    "Version "
                    Tag.strong { String(share.version) }
                    if let tag = share.tag {
                        " "
                        Tag.span(.class("tag")) { tag }
                    }
                    " is live."
                }
                Tag.p(.class("hint")) {
                    "Deployment \(deployment.sequence) by "
                    facts.who(deployment.author, deployment.source)
                    ", "
                    facts.when(deployment.createdAt)
                    if let message = deployment.message {
                        ": "
                        facts.message(message)
                    }
                }
                if offersChanges {
                    Tag.p(.class("changes")) {
                        Tag.a(.class("button"), .href(PageLink.flowRollback(flow.name))) { "Roll back…" }
                    }
                }
            } else {
                Tag.p { "No version is live." }
            }
        }
    }
}
