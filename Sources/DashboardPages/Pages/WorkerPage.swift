import HTTPModel
import NativeWire

/// A worker's Deployments tab: what serves, its versions, its history.
struct WorkerPage: Page {
    let worker: WireWorkload
    let versions: ListPart<WireVersion>
    let deployments: ListPart<WireDeployment>
    let notices: [Notice]
    let facts: Facts
    let offersChanges: Bool

    var title: String { worker.name }
    var trail: [Crumb] { [Crumb(text: worker.name, link: PageLink.worker(worker.name))] }

    var content: HTML {
        Tag.div(.class("title")) {
            Tag.h1 { worker.name }
            if let url = worker.url, let link = Link(web: url) { Tag.a(.href(link), .rel("noreferrer")) { url } }
        }
        Tag.nav(.class("tabs"), .aria("label", "Parts of \(worker.name)")) {
            Tag.a(.href(PageLink.worker(worker.name)), .aria("current", "page")) { "Deployments" }
        }
        for notice in notices { notice.html }
        serving
        Tag.section {
            Tag.h2 { "Versions" }
            VersionTable(worker: worker.name, versions: versions.items, facts: facts, offersChanges: offersChanges).html
            versions.navigation("versions")
        }
        Tag.section {
            Tag.h2 { "Deployments" }
            if deployments.items.isEmpty {
                Tag.p(.class("hint")) { "Nothing was deployed yet." }
            } else {
                DeploymentTable(
                    worker: worker.name,
                    deployments: deployments.items,
                    facts: facts,
                    offersChanges: offersChanges
                ).html
            }
            deployments.navigation("deployments")
        }
    }

    private var serving: HTML {
        Tag.section(.class("card serving"), .aria("label", "What serves now")) {
            if let deployment = worker.production?.deployment {
                SplitBar(shares: deployment.shares).html
                ShareText.list(deployment.shares, noun: "Version ")
                rules(deployment)
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
            } else {
                Tag.p { "Nothing is deployed: requests are answered by nobody." }
            }
            if offersChanges { changes }
        }
    }

    private var changes: HTML {
        Tag.p(.class("changes")) {
            Tag.a(.class("button primary"), .href(PageLink.deploy(worker.name))) { "Split traffic…" }
            " "
            if worker.production?.deployment != nil {
                Tag.a(.class("button"), .href(PageLink.rollback(worker.name))) { "Roll back…" }
            }
        }
    }

    @HTMLBuilder
    private func rules(_ deployment: WireDeployment) -> HTML {
        if !deployment.rules.isEmpty {
            Tag.ul(.class("rules")) { for rule in deployment.rules { Tag.li { RuleText.sentence(rule) } } }
        }
    }
}
