import HTTPModel
import NativeWire

/// What a rollback changes, and the button that does it.
struct RollbackPage: Page {
    let worker: WireWorkload
    let plan: WireRollbackPlan
    /// The deployment that was asked for; `nil` for the newest that gave one version everything.
    let target: String?
    let stamp: FormStamp
    var message: String?
    var problem: WireProblem?
    var changes: ChangesSince?
    let facts: Facts

    var title: String { "Roll back" }
    var status: HTTPStatus { problem.flatMap { HTTPStatus(code: $0.status) } ?? .ok }
    var trail: [Crumb] { [Crumb(text: worker.name, link: PageLink.worker(worker.name))] }

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
            ChangeTable(now: worker.production?.deployment?.shares ?? [], then: plan.shares).html
            rules
            ChangeForm(
                worker: worker.name,
                action: PageLink.rollback(worker.name),
                stamp: stamp,
                message: message,
                verb: "Roll back"
            ).html {
                if let target { Tag.input(.type("hidden"), .name("deployment"), .value(target)) }
            }
        }
    }

    @HTMLBuilder private var rules: HTML {
        let present = worker.production?.deployment?.rules ?? []
        if plan.rules != present {
            Tag.p { plan.rules.isEmpty ? "The rules in force end with it." : "These rules come back with it:" }
            Tag.ul(.class("rules")) { for rule in plan.rules { Tag.li { RuleText.sentence(rule) } } }
        }
    }
}
