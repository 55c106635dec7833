import Lifecycle

/// How long stopping takes at most: whoever waits for something waits longer than that takes.
///
/// Requests in hand (``GatewayService/drainDeadline``) end before the services of their process, these before the
/// process, and the processes before the supervisor.
extension ServerRole {
    /// How long a process has to exit once nothing of it runs any more.
    private static let exitMargin: Duration = .seconds(1)

    /// How long the services of the process have together to end in good order.
    var stopDeadline: Duration {
        switch self {
        case .control: ServiceGroup.standardStopDeadline
        case .data: .seconds(35)
        }
    }

    /// How long the process has to finish what it is doing before it is killed: so long that it ends by itself even
    /// where a service of it does not.
    var stopGrace: Duration { stopDeadline + ServiceGroup.standardCancellationGrace + Self.exitMargin }
}
