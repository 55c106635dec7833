import HTTPModel
import ReleaseCore
import ReleaseModel
import ResourceStorage

extension Refusal {
    /// Translates whatever ended a request early.
    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal:
            self = refusal
        case let error as ReleaseError:
            self.init(error)
        case let error as InvalidAssets:
            self.init(error)
        case let error as ResourceError:
            self.init(error)
        case is HTTPBodyWriter.BrokenOff, is CancellationError:
            self.init(
                .requestIncomplete,
                "The connection ended before the request was complete; nothing was changed.",
                next: "Send the request again, with the same Idempotency-Key if it had one."
            )
        default:
            self.init(
                .internalError,
                "The server failed in a way that it should not.",
                next: "Look for the request id in the server's log and report what you find.",
                cause: String(describing: error)
            )
        }
    }
}
