import NativeWire

/// What the version to be is described as.
struct PublishForm: Sendable {
    let stamp: FormStamp
    let message: String?

    init(_ form: FormBody) throws(WireProblem) {
        stamp = try FormStamp(form)
        message = form.text("message")
    }

    var request: WirePublishRequest { WirePublishRequest(message: message) }

    /// Tells edited forms apart.
    var key: String { stamp.key(for: message ?? "") }
}
