import NativeWire

/// Where to go back to.
struct RollbackForm: Sendable {
    let stamp: FormStamp
    /// `nil` for the production alias of a worker.
    let alias: String?
    /// The id of a deployment; `nil` for the newest that gave one version everything.
    let deployment: String?
    let message: String?

    init(_ form: FormBody) throws(WireProblem) {
        stamp = try FormStamp(form)
        alias = form.text("alias")
        deployment = form.text("deployment")
        message = form.text("message")
    }

    var request: WireRollbackRequest { WireRollbackRequest(alias: alias, deployment: deployment, message: message) }

    /// Tells edited forms apart.
    var key: String { stamp.key(for: "\(alias ?? "")&\(deployment ?? "")&\(message ?? "")") }
}
