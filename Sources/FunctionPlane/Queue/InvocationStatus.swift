/// What has become of an asynchronous call; the numbers are those of the file.
enum InvocationStatus: Int, Sendable, Hashable, CaseIterable {
    case enqueued = 0
    case running = 1
    /// It failed, and waits to be tried again.
    case retrying = 2
    case succeeded = 3
    case failed = 4
    /// It runs, and is to be ended.
    case stopping = 5
    case stopped = 6
    /// It was too old before it could begin.
    case expired = 7
    /// What it was to call is gone.
    case invalid = 8

    /// As clients write it.
    var name: String {
        switch self {
        case .enqueued: "Enqueued"
        case .running: "Running"
        case .retrying: "Retrying"
        case .succeeded: "Succeeded"
        case .failed: "Failed"
        case .stopping: "Stopping"
        case .stopped: "Stopped"
        case .expired: "Expired"
        case .invalid: "Invalid"
        }
    }

    init?(name: String) {
        guard let status = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = status
    }

    var isOver: Bool {
        switch self {
        case .enqueued, .running, .retrying, .stopping: false
        case .succeeded, .failed, .stopped, .expired, .invalid: true
        }
    }
}
