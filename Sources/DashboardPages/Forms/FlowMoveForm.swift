import NativeWire

/// Which version of a flow shall be live.
struct FlowMoveForm: Sendable {
    /// What may become of runs that wait, and what a form says of each; the first is what happens unless asked.
    static let policies: [(word: String, text: String)] = [
        ("report", "stay as they are, and are named"), ("cancel", "are cancelled"),
        ("recreate", "are made again under this version"),
    ]

    let stamp: FormStamp
    /// `nil` for the one that was live before.
    let version: String?
    /// What becomes of runs that wait.
    let runs: String?
    let message: String?

    init(_ form: FormBody) throws(WireProblem) {
        stamp = try FormStamp(form)
        version = form.text("version")
        runs = form.text("runs")
        message = form.text("message")
    }

    var promotion: WirePromoteRequest { WirePromoteRequest(version: version, message: message, waitingRuns: runs) }

    var rollback: WireRollbackRequest { WireRollbackRequest(message: message, waitingRuns: runs) }

    /// Tells edited forms apart.
    var key: String { stamp.key(for: "\(version ?? "")&\(runs ?? "")&\(message ?? "")") }
}
