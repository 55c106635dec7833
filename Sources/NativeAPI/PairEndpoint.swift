import HTTPModel
import NativeWire
import ReleaseCore

/// What reads, writes or deletes pairs of a KV namespace with a body of its own size.
///
/// Pairs make no revisions, and writing or deleting one again is as good as once: neither `If-Match` nor
/// `Idempotency-Key` has a meaning here.
enum PairEndpoint: String, Sendable, CaseIterable {
    case putValue, deleteValue
    case putPairs, deletePairs, readPairs

    var method: HTTPMethod {
        switch self {
        case .putValue: .put
        case .deleteValue: .delete
        case .putPairs, .deletePairs, .readPairs: .post
        }
    }

    var path: String {
        switch self {
        case .putValue, .deleteValue: NativeRoutes.value
        case .putPairs: NativeRoutes.putPairs
        case .deletePairs: NativeRoutes.deletePairs
        case .readPairs: NativeRoutes.readPairs
        }
    }

    var scope: AccessToken.Scope {
        switch self {
        case .putValue, .deleteValue, .putPairs, .deletePairs: .deploy
        case .readPairs: .read
        }
    }
}
