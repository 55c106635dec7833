import HTTPModel
import NativeWire

/// What becomes live of a flow, what that does not fix, and the button that does it.
struct FlowMovePage: Page {
    enum Move: Sendable {
        case promotion, rollback
    }

    let move: Move
    let flow: WireWorkload
    /// What becomes live.
    let target: WireVersionDetail
    let stamp: FormStamp
    /// What becomes of runs that wait, as it was chosen.
    var runs: String?
    var message: String?
    var problem: WireProblem?
    var changes: ChangesSince?
    let facts: Facts

    private var verb: String { move == .promotion ? "Promote" : "Roll back" }

    var title: String { "\(verb) to version \(target.version.number)" }
    var status: HTTPStatus { problem.flatMap { HTTPStatus(code: $0.status) } ?? .ok }
    var trail: [Crumb] { [Crumb(text: flow.name, link: PageLink.flow(flow.name))] }

    var content: HTML {
        Tag.h1 { title }
        if let changes { changes.html } else if let problem { Notice(problem).html }
        Tag.section(.class("card")) {
            summary
            if let content = target.content?.flow { FlowPinList(pins: content.pins).html }
            Tag.p(.class("hint")) { "Schedules, pauses and limits of concurrency stay as they are." }
            ChangeForm(
                action: move == .promotion ? PageLink.promotion(flow.name) : PageLink.flowRollback(flow.name),
                cancel: PageLink.flow(flow.name),
                stamp: stamp,
                message: message,
                verb: verb
            ).html {
                if move == .promotion {
                    Tag.input(.type("hidden"), .name("version"), .value(String(target.version.number)))
                }
                choices
            }
        }
    }

    private var summary: HTML {
        Tag.p {
            if let tag = target.version.tag {
                Tag.span(.class("tag")) { tag }
                " "
            }
            "by "
            facts.who(target.version.author, target.version.source)
            ", "
            facts.when(target.version.createdAt)
            " "
            facts.commit(target.version.provenance)
            if let message = target.version.message {
                ": "
                facts.message(message)
            }
            if let live = flow.live?.deployment?.shares.first?.version {
                ". "
                Tag.a(.href(PageLink.flowDiff(flow.name, from: live, to: target.version.number))) {
                    "What differs from version \(live)"
                }
            }
        }
    }

    /// What becomes of runs that wait.
    @HTMLBuilder private var choices: HTML {
        Tag.p { "Runs that wait, made under another version," }
        for policy in FlowMoveForm.policies {
            let id = "runs-\(policy.word)"
            Tag.p {
                if policy.word == runs ?? FlowMoveForm.policies[0].word {
                    Tag.input(.id(id), .name("runs"), .type("radio"), .value(policy.word), .checked)
                } else {
                    Tag.input(.id(id), .name("runs"), .type("radio"), .value(policy.word))
                }
                " "
                Tag.label(.for(id)) { policy.text }
            }
        }
    }
}
