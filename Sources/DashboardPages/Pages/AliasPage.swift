import HTTPModel
import NativeWire

/// The form that points an alias at one version, or at two that share its calls.
struct AliasPage: Page {
    let service: WireWorkload
    /// What was typed, or is to begin with.
    let typed: AliasForm.Fields
    let stamp: FormStamp
    var problem: WireProblem?
    var changes: ChangesSince?
    let facts: Facts

    private var alias: WireAlias? { service.alias(typed.alias) }

    var title: String { typed.alias.isEmpty ? "Point an alias" : "Point \(typed.alias)" }
    var status: HTTPStatus { problem.flatMap { HTTPStatus(code: $0.status) } ?? .ok }
    var trail: [Crumb] { [Crumb(text: service.name, link: PageLink.service(service.name))] }

    var content: HTML {
        Tag.h1 { title }
        if let changes { changes.html } else if let problem { Notice(problem).html }
        Tag.section(.class("card")) {
            if let deployment = alias?.deployment {
                Tag.div(.class("compare")) {
                    Tag.span { "Now" }
                    SplitBar(shares: deployment.shares).html
                }
                ShareText.list(deployment.shares)
                ruleNotice(deployment)
            }
            ChangeForm(
                action: PageLink.alias(service.name),
                cancel: PageLink.service(service.name),
                stamp: stamp,
                message: typed.message,
                verb: "Move"
            ).html { fields }
        }
    }

    @HTMLBuilder private var fields: HTML {
        field("alias", "Alias", typed.alias, hint: aliasHint, isRequired: true)
        field("primary", "Primary version", typed.primary, hint: "A number, or LATEST.", isRequired: true)
        field("canary", "Canary version", typed.canary, hint: "A number; empty for none.")
        field("weight", "Share of the canary in per cent", typed.weight, hint: "The primary version has the rest.")
    }

    private var aliasHint: String {
        let names = service.aliases.map(\.name).joined(separator: ", ")
        return names.isEmpty ? "A new name makes an alias." : "There is \(names); a new name makes an alias."
    }

    @HTMLBuilder
    private func field(
        _ name: String,
        _ label: String,
        _ value: String,
        hint: String,
        isRequired: Bool = false
    ) -> HTML {
        Tag.label(.for(name)) { label }
        if isRequired {
            Tag.input(.id(name), .name(name), .type("text"), .autocomplete("off"), .value(value), .required)
        } else {
            Tag.input(.id(name), .name(name), .type("text"), .autocomplete("off"), .value(value))
        }
        Tag.p(.class("hint")) { hint }
    }

    @HTMLBuilder
    private func ruleNotice(_ deployment: WireDeployment) -> HTML {
        if !deployment.rules.isEmpty {
            Notice(
                .caution,
                "The rule in force ends with a move.",
                next: "To keep it, move the alias with a client of Function Compute."
            ).html
        }
    }
}
