/// The parts of a flow's pages.
struct FlowTabs: Sendable {
    enum Tab: String, Sendable {
        case versions = "Versions"
        case runs = "Runs"
    }

    let flow: String
    let current: Tab

    var html: HTML {
        Tag.nav(.class("tabs"), .aria("label", "Parts of \(flow)")) {
            tab(.versions, PageLink.flow(flow))
            tab(.runs, PageLink.runs(flow))
        }
    }

    @HTMLBuilder
    private func tab(_ tab: Tab, _ link: Link) -> HTML {
        if tab == current {
            Tag.a(.href(link), .aria("current", "page")) { tab.rawValue }
        } else {
            Tag.a(.href(link)) { tab.rawValue }
        }
    }
}
