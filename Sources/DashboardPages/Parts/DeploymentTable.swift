import NativeWire

/// The history of a worker, the newest deployment first.
struct DeploymentTable: Sendable {
    let worker: String
    let deployments: [WireDeployment]
    let facts: Facts
    /// Whether the rows offer to go back to them.
    let offersChanges: Bool

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Deployments of \(worker), the newest first" }
            Tag.thead {
                Tag.tr {
                    Tag.th(.scope("col"), .class("numeric")) { "#" }
                    for head in ["Shares", "Message", "By", "Commit", "When"] { Tag.th(.scope("col")) { head } }
                    Tag.th(.scope("col")) { Tag.span(.class("unseen")) { "Actions" } }
                }
            }
            Tag.tbody { for deployment in deployments { row(deployment) } }
        }
    }

    private func row(_ deployment: WireDeployment) -> HTML {
        Tag.tr(.class(deployment.inForce ? "current" : "")) {
            Tag.th(.scope("row"), .class("numeric"), .label("Deployment")) {
                Tag.span(.class("number"), .title(deployment.id)) { String(deployment.sequence) }
            }
            Tag.td(.label("Shares")) { shares(deployment) }
            Tag.td(.class("wide"), .label("Message")) {
                marks(deployment)
                facts.message(deployment.message)
            }
            Tag.td(.label("By")) { facts.who(deployment.author, deployment.source) }
            Tag.td(.label("Commit")) { facts.commit(deployment.provenance) }
            Tag.td(.label("When")) { facts.when(deployment.createdAt) }
            Tag.td(.class("actions")) {
                if offersChanges, !deployment.inForce {
                    Tag.a(.class("button"), .href(PageLink.rollback(worker, to: deployment.id))) {
                        "Roll back"
                        Tag.span(.class("unseen")) { " to deployment \(deployment.sequence)" }
                        "…"
                    }
                }
            }
        }
    }

    @HTMLBuilder
    private func shares(_ deployment: WireDeployment) -> HTML {
        ShareText.list(deployment.shares)
        if !deployment.rules.isEmpty {
            Tag.small { deployment.rules.count == 1 ? "and 1 rule" : "and \(deployment.rules.count) rules" }
        }
    }

    @HTMLBuilder
    private func marks(_ deployment: WireDeployment) -> HTML {
        if deployment.inForce {
            Tag.span(.class("mark")) { "in force" }
            " "
        }
        if let restored = deployment.restores {
            Tag.span(.class("mark back"), .title(restored)) { "rollback\(number(of: restored))" }
            " "
        }
    }

    /// ` to 3`, if the deployment that came back is on the same page.
    private func number(of id: String) -> String {
        deployments.first { $0.id == id }.map { " to \($0.sequence)" } ?? ""
    }
}
