import HTTPModel
import ReleaseCore
import ReleaseModel

/// Things that the server cannot do at the moment, or at all; causes go to the log alone.
extension Refusal {
    static func blobMissing(_ digest: Digest) -> Refusal {
        Refusal(
            .blobMissing,
            "The content \(digest) is not stored, although something refers to it.",
            next: "Run sluice check on the server; upload the content again to restore it."
        )
    }

    static func secretMissing(_ name: String) -> Refusal {
        Refusal(
            .secretMissing,
            "The text of the secret \(name) is not stored, although a binding refers to it.",
            next: "Set the secret again."
        )
    }

    static func secretUnreadable(_ place: SecretPlace) -> Refusal {
        Refusal(
            .secretUnreadable,
            "The key that sealed the \(place) is not on this server.",
            next: "Set the secret again, or put the secret-keys.json of the server that sealed it into the home folder."
        )
    }

    static func accessKeyUnreadable(_ key: AccessKey.ID) -> Refusal {
        Refusal(
            .secretUnreadable,
            "What sealed the access key \(key) is not on this server.",
            next: "Make another key, or put the secret-keys.json of the server that sealed it into the home folder."
        )
    }

    static func diskReserve(free: Int, reserve: Int) -> Refusal {
        Refusal(
            .diskReserve,
            free == 0
                ? "The server's disk is full; nothing was changed."
                : "The disk has \(free) bytes left, below the reserve of \(reserve); uploads are refused until there is room.",
            next: "Free space on the server. Traffic, deployments of existing versions and rollbacks go on."
        )
    }

    static func storeUnavailable(_ operation: String, cause: String) -> Refusal {
        Refusal(
            .storeUnavailable,
            "The store could not carry out \"\(operation)\".",
            next: "Try again in a moment; the server's log has the cause under this request id.",
            fields: [.retryAfter: "1"],
            cause: cause
        )
    }

    static func storeCorrupt(_ what: String, cause: String) -> Refusal {
        Refusal(
            .storeCorrupt,
            "What is stored as \(what) cannot be read.",
            next: "Run sluice check on the server; the log has the cause under this request id.",
            cause: cause
        )
    }

    static func schemaTooNew(_ found: Int, supported: Int) -> Refusal {
        Refusal(
            .schemaTooNew,
            "The store has schema \(found); this server knows schemas up to \(supported).",
            next: "Start the newer server that wrote it, or restore a backup of this one."
        )
    }

    static var dataPlaneUnavailable: Refusal {
        Refusal(
            .dataPlaneUnavailable,
            "No data process answers.",
            next: "See sluice status; the server restarts the process by itself.",
            fields: [.retryAfter: "1"]
        )
    }

    static func notReady(_ reasons: [String]) -> Refusal {
        Refusal(
            .notReady,
            "The server is not ready: \(reasons.joined(separator: "; ")).",
            next: "Wait, and look into the server's log if it lasts.",
            candidates: reasons,
            fields: [.retryAfter: "1"]
        )
    }
}
