import NativeWire
import ReleaseCore

/// Somebody who is signed in.
struct Visitor: Sendable {
    /// Valid at the moment of the request.
    let token: AccessToken

    var name: String { token.owner }

    /// Whether pages show what changes something; the API decides in any case.
    var canDeploy: Bool { token.allows(.deploy) }

    /// Whether pages offer to publish drafts.
    var canPublish: Bool { token.allows(.upload) }

    /// Refuses to show a form to somebody who could not send it.
    func mayPublish() throws(WireProblem) {
        guard canPublish else { throw .scopeMissing(.upload, of: token) }
    }

    /// Refuses to show a form to somebody who could not send it.
    func mayDeploy() throws(WireProblem) {
        guard canDeploy else { throw .scopeMissing(.deploy, of: token) }
    }
}
