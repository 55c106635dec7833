import HTTPModel
import NativeWire
import ReleaseModel

/// What a rollback changes, and the button that does it.
struct RollbackPage: Page {
    let workload: WireWorkload
    /// The alias that goes back.
    let alias: WireAlias?
    let plan: WireRollbackPlan
    /// The deployment that was asked for; `nil` for the newest that gave one version everything.
    let target: String?
    let stamp: FormStamp
    var message: String?
    var problem: WireProblem?
    var changes: ChangesSince?
    let facts: Facts

    private var isOfService: Bool { workload.kind == Workload.Kind.service.rawValue }
    private var home: Link { isOfService ? PageLink.service(workload.name) : PageLink.worker(workload.name) }

    var title: String { isOfService ? "Roll back \(plan.alias)" : "Roll back" }
    var status: HTTPStatus { problem.flatMap { HTTPStatus(code: $0.status) } ?? .ok }
    var trail: [Crumb] { [Crumb(text: workload.name, link: home)] }

    var content: HTML {
        Tag.h1 { title }
        if let changes { changes.html } else if let problem { Notice(problem).html }
        Tag.section(.class("card")) {
            Tag.p {
                if let restored = plan.restores {
                    "Brings back deployment \(restored.sequence) by "
                    facts.who(restored.author, restored.source)
                    ", "
                    facts.when(restored.createdAt)
                    if let text = restored.message {
                        ": "
                        facts.message(text)
                    }
                } else {
                    "Gives everything to \(ShareText.sentence(plan.shares))."
                }
            }
            Tag.p(.class("hint")) { "Nothing is built. Storage and triggers stay as they are." }
            ChangeTable(now: alias?.deployment?.shares ?? [], then: plan.shares).html
            rules
            ChangeForm(
                action: isOfService ? PageLink.aliasRollback(workload.name) : PageLink.rollback(workload.name),
                cancel: home,
                stamp: stamp,
                message: message,
                verb: "Roll back"
            ).html {
                if isOfService { Tag.input(.type("hidden"), .name("alias"), .value(plan.alias)) }
                if let target { Tag.input(.type("hidden"), .name("deployment"), .value(target)) }
            }
        }
    }

    @HTMLBuilder private var rules: HTML {
        let present = alias?.deployment?.rules ?? []
        if plan.rules != present {
            Tag.p { plan.rules.isEmpty ? "The rules in force end with it." : "These rules come back with it:" }
            Tag.ul(.class("rules")) { for rule in plan.rules { Tag.li { RuleText.sentence(rule) } } }
        }
    }
}
