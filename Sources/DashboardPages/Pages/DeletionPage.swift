import HTTPModel
import NativeWire

/// The form that deletes a version of a service; what refers to it is named before it can be deleted all the same.
struct DeletionPage: Page {
    let service: WireWorkload
    let version: WireVersion
    let stamp: FormStamp
    var problem: WireProblem?
    var changes: ChangesSince?
    let facts: Facts

    var title: String { "Delete version \(version.number)" }
    var status: HTTPStatus { problem.flatMap { HTTPStatus(code: $0.status) } ?? .ok }
    var trail: [Crumb] { [Crumb(text: service.name, link: PageLink.service(service.name))] }

    /// The refusal of a version that something refers to.
    static let inUse = "version_in_use"

    /// What refers to the version, once the API has said so.
    private var referrers: [String] { problem?.code == Self.inUse ? problem?.candidates ?? [] : [] }

    var content: HTML {
        Tag.h1 { title }
        if let changes {
            changes.html
        } else if referrers.isEmpty, let problem {
            Notice(problem).html
        }
        Tag.section(.class("card")) {
            Tag.p {
                "Version \(version.number) by "
                facts.who(version.author, version.source)
                ", "
                facts.when(version.createdAt)
                if let message = version.message {
                    ": "
                    facts.message(message)
                }
            }
            Tag.p(.class("hint")) { "Its code goes; its number stays taken, and what it was is remembered." }
            if referrers.isEmpty {
                form(verb: "Delete version \(version.number)")
            } else {
                inUse
            }
        }
    }

    @HTMLBuilder private var inUse: HTML {
        Tag.div(.class("notice bad"), .role("alert")) {
            Tag.p {
                Tag.strong { "Version \(version.number) is in use. Nothing was deleted." }
                " "
                Tag.code { Self.inUse }
            }
            Tag.ul { for referrer in referrers { Tag.li { referrer } } }
            Tag.p { "Move them to other versions first. Calls through what is left behind fail." }
        }
        form(
            verb: referrers.count == 1
                ? "Delete although 1 refers to it" : "Delete although \(referrers.count) refer to it",
            leavesDangling: true
        )
    }

    private func form(verb: String, leavesDangling: Bool = false) -> HTML {
        Tag.form(.method("post"), .action(PageLink.deletion(service.name)), .class("edit")) {
            stamp.fields
            Tag.input(.type("hidden"), .name("version"), .value(String(version.number)))
            if leavesDangling { Tag.input(.type("hidden"), .name("policy"), .value(DeletionForm.dangling)) }
            Tag.p(.class("changes")) {
                Tag.button(.class("primary"), .type("submit")) { verb }
                " "
                Tag.a(.class("button"), .href(PageLink.service(service.name))) { "Cancel" }
            }
        }
    }
}
