import HTTPModel
import NativeWire

/// The form that gives versions their shares: one everything, or several some.
struct DeployPage: Page {
    /// One version that may get a share.
    struct Row: Sendable {
        let version: WireVersion
        /// As it was asked for; empty for none.
        let asked: String
    }

    let worker: WireWorkload
    let rows: [Row]
    /// The version that the form was opened for.
    var focus: Int?
    let stamp: FormStamp
    var message: String?
    var problem: WireProblem?
    var changes: ChangesSince?
    let facts: Facts

    var title: String { focus.map { "Deploy version \($0)" } ?? "Split traffic" }
    var status: HTTPStatus { problem.flatMap { HTTPStatus(code: $0.status) } ?? .ok }
    var trail: [Crumb] { [Crumb(text: worker.name, link: PageLink.worker(worker.name))] }

    private var now: [WireShare] { worker.production?.deployment?.shares ?? [] }

    var content: HTML {
        Tag.h1 { title }
        if let changes { changes.html } else if let problem { Notice(problem).html }
        Tag.section(.class("card")) {
            Tag.div(.class("compare")) {
                Tag.span { "Now" }
                SplitBar(shares: now).html
            }
            ruleNotice
            ChangeForm(
                action: PageLink.deploy(worker.name),
                cancel: PageLink.worker(worker.name),
                stamp: stamp,
                message: message,
                verb: "Deploy"
            ).html {
                table
                Tag.p(.class("hint")) {
                    "The percentages add up to 100. An empty field leaves a version out; 0 keeps it reachable by the "
                    "version header alone."
                }
            }
        }
    }

    @HTMLBuilder private var ruleNotice: HTML {
        if let rules = worker.production?.deployment?.rules, !rules.isEmpty {
            Notice(
                .caution,
                rules.count == 1 ? "The rule in force ends with it." : "The \(rules.count) rules in force end with it.",
                next: "To keep them, deploy with the command line: sluice versions deploy --rule"
            ).html
        }
    }

    private var table: HTML {
        Tag.table(.class("change")) {
            Tag.caption { "Each version's share now and then" }
            Tag.thead {
                Tag.tr {
                    Tag.th(.scope("col")) { "Version" }
                    Tag.th(.scope("col")) { "Message" }
                    Tag.th(.scope("col")) { "When" }
                    Tag.th(.scope("col"), .class("numeric")) { "Now" }
                    Tag.th(.scope("col"), .class("numeric")) { "Then" }
                }
            }
            Tag.tbody { for row in rows { html(of: row) } }
        }
    }

    private func html(of row: Row) -> HTML {
        let number = row.version.number
        let name = "\(DeployForm.sharePrefix)\(number)"
        return Tag.tr {
            Tag.th(.scope("row"), .label("Version")) {
                Tag.span(.class("dot \(SplitBar.hue(of: number))"), .aria("hidden", "true"))
                Tag.span(.class("number")) { String(number) }
                " "
                facts.id(row.version.id)
            }
            Tag.td(.class("wide"), .label("Message")) {
                if let tag = row.version.tag {
                    Tag.span(.class("tag")) { tag }
                    " "
                }
                facts.message(row.version.message)
            }
            Tag.td(.label("When")) { facts.when(row.version.createdAt) }
            Tag.td(.class("numeric"), .label("Now")) {
                now.first { $0.version == number }.map { ShareText.percent($0.percentage) } ?? "–"
            }
            Tag.td(.class("numeric"), .label("Then")) {
                Tag.label(.class("unseen"), .for(name)) { "Share of version \(number) in per cent" }
                Tag.input(
                    .id(name),
                    .name(name),
                    .type("text"),
                    .inputMode("decimal"),
                    .size(6),
                    .autocomplete("off"),
                    .value(row.asked)
                )
                "\u{00A0}%"
            }
        }
    }
}
