/// Why no answer arrived.
enum TransportFailure: Error, Sendable, Hashable {
    /// Nobody listens at the address.
    case refused
    /// The host has no address, or none that can be reached.
    case hostUnknown
    case timedOut
    /// The connection ended before the answer did.
    case closed
    /// The answer is not HTTP, or beyond a limit of ours.
    case malformed(String)
    case cancelled

    /// Whether the next attempt may fare better.
    var isPassing: Bool {
        switch self {
        case .refused, .closed: true
        case .hostUnknown, .timedOut, .malformed, .cancelled: false
        }
    }
}

extension TransportFailure {
    /// What to tell the caller, who knows the server by its address.
    func commandFailure(address: ServerAddress) -> CommandFailure {
        switch self {
        case .refused:
            .unreachable(
                "server_not_running",
                "No server answers at \(address).",
                nextStep: "Start it with \"sluice serve\", or name another with --url."
            )
        case .hostUnknown:
            .unreachable("host_unknown", "The host of \(address) cannot be found.", nextStep: "Check --url.")
        case .timedOut:
            .unreachable(
                "server_timeout",
                "\(address) did not answer in time.",
                nextStep: "Look with \"sluice status\" and \"sluice deployments list\" before you try again."
            )
        case .closed, .cancelled:
            .unreachable(
                "connection_lost",
                "The connection to \(address) ended before the answer.",
                nextStep: "Look with \"sluice status\" and \"sluice deployments list\" before you try again."
            )
        case .malformed(let reason):
            .unreachable(
                "not_http",
                "What answers at \(address) is no HTTP server that we understand: \(reason).",
                nextStep: "Check --url: it names the control address, 8700 unless the server was told otherwise."
            )
        }
    }
}
