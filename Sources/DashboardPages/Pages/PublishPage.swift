import HTTPModel
import NativeWire

/// The form that makes a version of a service's draft.
struct PublishPage: Page {
    let service: WireWorkload
    let draft: WireDraft
    let stamp: FormStamp
    var message: String?
    var problem: WireProblem?
    var changes: ChangesSince?
    let facts: Facts

    var title: String { "Publish LATEST" }
    var status: HTTPStatus { problem.flatMap { HTTPStatus(code: $0.status) } ?? .ok }
    var trail: [Crumb] { [Crumb(text: service.name, link: PageLink.service(service.name))] }

    var content: HTML {
        Tag.h1 { title }
        if let changes { changes.html } else if let problem { Notice(problem).html }
        if let version = draft.version {
            Notice(.caution, "LATEST is the same as version \(version): there is nothing to publish.").html
        }
        Tag.section(.class("card")) {
            Tag.p {
                "LATEST was saved "
                facts.when(draft.savedAt)
                ". The version holds it as it is now: later changes of LATEST do not touch it."
            }
            FunctionTable(functions: draft.functions).html
            ChangeForm(
                action: PageLink.publish(service.name),
                cancel: PageLink.service(service.name),
                stamp: stamp,
                message: message,
                verb: "Publish",
                label: "Description"
            ).html {}
        }
    }
}
