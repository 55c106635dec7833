import NativeWire

/// Runs of a flow with the versions that they belong to; mixed ones are marked.
struct FlowRunTable: Sendable {
    let flow: String
    let runs: [WireFlowRun]
    let facts: Facts

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Runs of \(flow), the newest first" }
            Tag.thead {
                Tag.tr {
                    for head in ["Run", "State", "Made under", "Started under", "Made"] {
                        Tag.th(.scope("col")) { head }
                    }
                }
            }
            Tag.tbody { for run in runs { row(run) } }
        }
    }

    private func row(_ run: WireFlowRun) -> HTML {
        Tag.tr {
            Tag.th(.scope("row"), .label("Run")) {
                Tag.bdi { run.name }
                " "
                facts.id(run.id)
            }
            Tag.td(.label("State")) { run.state }
            Tag.td(.label("Made under")) { version(run.createdVersion) }
            Tag.td(.label("Started under")) {
                version(run.startedVersion)
                if run.mixed {
                    " "
                    Tag.span(.class("mark back")) { "mixed" }
                }
            }
            Tag.td(.label("Made")) { facts.when(run.createdAt) }
        }
    }

    private func version(_ number: Int?) -> HTML {
        guard let number else { return HTML("–") }
        return Tag.a(.href(PageLink.runs(flow, version: number))) { "version \(number)" }
    }
}
