import NativeWire

/// Where to go back to.
struct RollbackForm: Sendable {
    let stamp: FormStamp
    /// The id of a deployment; `nil` for the newest that gave one version everything.
    let deployment: String?
    let message: String?

    init(_ form: FormBody) throws(WireProblem) {
        stamp = try FormStamp(form)
        deployment = form.text("deployment")
        message = form.text("message")
    }

    var request: WireRollbackRequest { WireRollbackRequest(deployment: deployment, message: message) }

    /// Tells edited forms apart.
    var key: String { stamp.key(for: "\(deployment ?? "")&\(message ?? "")") }
}
