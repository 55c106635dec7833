import HTTPModel
import NativeWire

/// A flow's Runs tab: the newest runs, or those of one version.
struct FlowRunsPage: Page {
    /// The most runs on the page.
    static let maximumRuns = 100

    let flow: WireWorkload
    /// The version whose runs these are, as it was asked for; `nil` for all.
    let version: String?
    let runs: [WireFlowRun]
    /// Why they cannot be told.
    let problem: WireProblem?
    let facts: Facts

    var title: String { "Runs of \(flow.name)" }
    var trail: [Crumb] { [Crumb(text: flow.name, link: PageLink.flow(flow.name))] }

    var content: HTML {
        Tag.h1 { flow.name }
        FlowTabs(flow: flow.name, current: .runs).html
        if let problem { Notice(problem).html }
        if let version {
            Tag.p {
                "Made or started under version \(version). "
                Tag.a(.href(PageLink.runs(flow.name))) { "All runs" }
            }
        }
        if !runs.isEmpty {
            FlowRunTable(flow: flow.name, runs: runs, facts: facts).html
            Tag.p(.class("hint")) {
                "A run has its parameters from the version it was made under, and its code from the one it started under."
            }
        } else if problem == nil {
            Tag.p(.class("hint")) { "No runs are known." }
        }
    }
}
