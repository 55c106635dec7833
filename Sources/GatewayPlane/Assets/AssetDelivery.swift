import HTTPEngine
import StaticAssets

/// The body of an answer on its way from the files of a version to a client.
///
/// One piece is asked for at a time, and the next one when the client has taken most of it. The head waits for the
/// first piece: until then a failure can still be told.
final class AssetDelivery {
    private let source: any AssetSource
    private let target: InstanceTarget
    private unowned let owner: GatewayLoop
    /// Nil once the client is gone or served.
    private var client: ClientConnection?
    private var response: AssetResponse
    private var hasBegun = false

    init(
        _ response: AssetResponse,
        from source: any AssetSource,
        of target: InstanceTarget,
        to client: ClientConnection,
        owner: GatewayLoop
    ) {
        self.source = source
        self.target = target
        self.owner = owner
        self.client = client
        self.response = response
    }

    /// Asks for the next piece.
    func resume() {
        guard let client, let slice = response.slice else { return }
        if client.isFullySent { client.deadline = owner.loop.now + owner.limits.answerTimeout }
        let (thread, bound) = (owner.loop.thread, LoopBound(self, on: owner.loop))
        source.read(slice, of: target) { piece in
            thread.submit { loop in bound.value(on: loop).take(piece) }
        }
    }

    /// Asks for nothing more, and drops what still comes.
    func abort() {
        client = nil
    }

    private func take(_ piece: [UInt8]?) {
        guard let client, let slice = response.slice else { return }
        guard let piece, !piece.isEmpty, piece.count <= slice.range.count else {
            return client.fail(.unavailable(Self.unreadable))
        }
        if hasBegun {
            client.send(piece.span)
        } else {
            hasBegun = true
            client.begin(response, with: piece.span)
        }
        response.slice = slice.dropping(piece.count)
        guard response.slice != nil else {
            self.client = nil
            return client.deliveryComplete()
        }
        if !client.throttleAnswer() { resume() }
    }

    private static let unreadable = InstanceUnavailable(.startFailed, detail: "a static file of it cannot be read")
}
