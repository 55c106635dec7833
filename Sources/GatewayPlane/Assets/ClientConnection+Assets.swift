import HTTPEngine
import HTTPModel
import StaticAssets

/// Answers that files give.
extension ClientConnection {
    /// Answers the request in hand by a file of its version, or by what stands for one.
    func answer(_ response: AssetResponse, from source: any AssetSource, of target: InstanceTarget) {
        expectBody()
        processInbox()
        guard !isEnding else { return }
        guard response.slice != nil else {
            let nothing: [UInt8] = []
            begin(response, with: nothing.span)
            return deliveryComplete()
        }
        let delivery = AssetDelivery(response, from: source, of: target, to: self, owner: owner)
        self.delivery = delivery
        delivery.resume()
    }

    /// Sends the head of an answer and the first bytes of its body.
    func begin(_ response: AssetResponse, with piece: Span<UInt8>) {
        // What comes of an unfinished request could not be told from the next one.
        if reception.isEnding || !isFullySent { exchange.isPersistent = false }
        exchange.status = response.status.code
        owner.writeAnswer(response, to: exchange)
        send(owner.writer, piece)
    }
}
