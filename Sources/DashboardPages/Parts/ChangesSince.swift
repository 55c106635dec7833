import NativeWire
import ReleaseModel

/// What became of a workload since a form was opened.
struct ChangesSince: Sendable {
    /// The kind of workload, such as `worker`.
    let kind: String
    let deployments: [WireDeployment]
    let versions: [WireVersion]
    let facts: Facts

    private var isOfService: Bool { kind == Workload.Kind.service.rawValue }

    var html: HTML {
        Tag.section(.class("notice caution"), .role("alert")) {
            Tag.p { Tag.strong { "The \(kind) changed since you opened this form; nothing was done." } }
            Tag.ul {
                for deployment in deployments { Tag.li { line(deployment) } }
                for version in versions { Tag.li { line(version) } }
                if deployments.isEmpty, versions.isEmpty {
                    Tag.li { "\(isOfService ? "LATEST, its" : "Its") settings, aliases or triggers changed." }
                }
            }
            Tag.p {
                "Here is the form again, as you filled it in, against what serves now. Send it if it still makes sense."
            }
        }
    }

    @HTMLBuilder
    private func line(_ deployment: WireDeployment) -> HTML {
        "Deployment \(deployment.sequence) by "
        facts.who(deployment.author, deployment.source)
        ", "
        facts.when(deployment.createdAt)
        ": \(ShareText.sentence(deployment.shares))"
        message(deployment.message)
    }

    @HTMLBuilder
    private func line(_ version: WireVersion) -> HTML {
        "Version \(version.number) by "
        facts.who(version.author, version.source)
        ", "
        facts.when(version.createdAt)
        message(version.message)
    }

    @HTMLBuilder
    private func message(_ message: String?) -> HTML {
        if let message {
            " — "
            facts.message(message)
        }
    }
}
