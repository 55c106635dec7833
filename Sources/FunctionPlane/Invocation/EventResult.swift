import HTTPModel

/// What became of a call with an event.
struct EventResult: Sendable {
    enum Value: Sendable {
        case success([UInt8], contentType: String)
        case failure(FunctionFailure)
    }

    let value: Value
    let facts: CallFacts
    /// The last of what it said, where that was asked for.
    let tail: [UInt8]?

    /// The bytes of the answer, whichever it is.
    var body: [UInt8] {
        switch value {
        case .success(let bytes, _): bytes
        case .failure(let failure): failure.body
        }
    }
}
