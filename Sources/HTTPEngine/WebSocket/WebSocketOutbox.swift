import HTTPModel

/// The messages of senders that wait until the client has read what was sent before.
struct WebSocketOutbox {
    /// The most tasks that may wait for one client.
    static let senderLimit = 256

    struct Waiting {
        let message: WebSocketMessage
        let sender: WebSocketConnection.Sender
    }

    private var waiting: [Waiting] = []

    var isEmpty: Bool { waiting.isEmpty }

    /// Adds a message behind the others; returns false when there are too many.
    mutating func append(_ message: WebSocketMessage, of sender: WebSocketConnection.Sender) -> Bool {
        guard waiting.count < Self.senderLimit else { return false }
        waiting.append(Waiting(message: message, sender: sender))
        return true
    }

    mutating func popFirst() -> Waiting? {
        waiting.isEmpty ? nil : waiting.removeFirst()
    }
}
