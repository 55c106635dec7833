import NativeWire

/// All workers, with what serves each, all services, and all flows.
struct WorkersPage: Page {
    let services: ListPart<WireWorkload>
    let flows: ListPart<WireWorkload>
    let workers: [WireWorkload]
    /// Leads to the next part of the list.
    let next: Link?
    /// Whether this is not the first part.
    let isContinued: Bool
    let notices: [Notice]
    let facts: Facts

    var title: String { "Workers" }

    var content: HTML {
        Tag.h1 { "Workers" }
        for notice in notices { notice.html }
        if workers.isEmpty {
            Tag.section(.class("card empty")) {
                Tag.p { "No worker yet. In a folder with a wrangler.toml:" }
                Tag.p { Tag.code { "sluice deploy --message \"first release\"" } }
            }
        } else {
            table
        }
        Tag.nav(.class("pages"), .aria("label", "Parts of the list")) {
            if isContinued { Tag.a(.class("button"), .href(PageLink.workers)) { "First" } }
            if let next { Tag.a(.class("button"), .href(next)) { "More workers" } }
        }
        if !services.items.isEmpty || services.first != nil {
            Tag.section {
                Tag.h2 { "Services" }
                ServiceTable(services: services.items).html
                services.navigation("services", first: "First", more: "More")
            }
        }
        if !flows.items.isEmpty || flows.first != nil {
            Tag.section {
                Tag.h2 { "Flows" }
                FlowTable(flows: flows.items, facts: facts).html
                flows.navigation("flows", first: "First", more: "More")
            }
        }
    }

    private var table: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Workers by name" }
            Tag.thead {
                Tag.tr {
                    for head in ["Worker", "Serving", "Message", "By", "Deployed"] { Tag.th(.scope("col")) { head } }
                    Tag.th(.scope("col"), .class("numeric")) { "Newest version" }
                }
            }
            Tag.tbody { for worker in workers { row(worker) } }
        }
    }

    private func row(_ worker: WireWorkload) -> HTML {
        let deployment = worker.production?.deployment
        return Tag.tr {
            Tag.th(.scope("row"), .label("Worker")) {
                Tag.a(.href(PageLink.worker(worker.name))) { worker.name }
            }
            Tag.td(.label("Serving")) {
                if let deployment { ShareText.list(deployment.shares) } else { Tag.small { "not deployed" } }
            }
            Tag.td(.class("wide"), .label("Message")) { facts.message(deployment?.message) }
            Tag.td(.label("By")) { if let deployment { facts.who(deployment.author, deployment.source) } }
            Tag.td(.label("Deployed")) { if let deployment { facts.when(deployment.createdAt) } }
            Tag.td(.class("numeric"), .label("Newest version")) { worker.newestVersion.map(String.init) ?? "–" }
        }
    }
}
