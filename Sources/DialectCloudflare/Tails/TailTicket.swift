import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// The address of a tail's WebSocket: `…/tails/{id}/{secret}`, which whoever knows it may open once.
struct TailTicket: Sendable {
    static let path = "\(EndpointTable.prefix)/tails"
    private static let prefix = path.split(separator: "/").map(String.init)

    let id: Tail.ID
    let secret: Digest

    /// Returns `nil` for a request for something else.
    init?(_ request: HTTPRequest) {
        let segments = request.target.segments
        guard request.method == .get, segments.count == Self.prefix.count + 2, segments.starts(with: Self.prefix),
            let id = Tail.ID(segments[Self.prefix.count])
        else { return nil }
        self.id = id
        secret = Self.hash(segments[Self.prefix.count + 1])
    }

    static func hash(_ secret: String) -> Digest {
        Digest(sha256: Array(secret.utf8))
    }

    /// A text that fits a path.
    static func secret(of bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
