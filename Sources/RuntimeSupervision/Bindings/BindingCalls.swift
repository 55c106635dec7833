import HTTPEngine

/// The calls that the code in one engine makes of its bindings; lives on the runtime's loop.
///
/// Nothing that the engine says is believed further than it goes: calls reach what the bindings of its own version
/// name, and the limits hold whatever it sends. What is late, or belongs to no call, is ignored.
final class BindingCalls {
    /// The calls that may be open at once; the harness itself opens fewer.
    static let openLimit = 256

    private let dispatch: BindingDispatch
    private let loop: EventLoop
    private let send: (ControlFrame) -> Void
    private let budget = ByteBudget()
    private var calls: [UInt32: BindingCall] = [:]

    init(_ dispatch: BindingDispatch, on loop: EventLoop, send: @escaping (ControlFrame) -> Void) {
        self.dispatch = dispatch
        self.loop = loop
        self.send = send
    }

    func handle(_ message: BindingCallMessage, id: UInt32) {
        switch message {
        case .begin(let description): begin(description, id: id)
        case .body(let bytes): calls[id]?.receive(bytes)
        case .bodyEnd: calls[id]?.endBody()
        case .cancel: calls[id]?.close()
        case .credit(let count): calls[id]?.grant(count)
        }
    }

    /// Ends all calls: the engine is gone.
    func close() {
        for call in Array(calls.values) { call.close() }
    }

    private func begin(_ description: BindingCallDescription, id: UInt32) {
        guard calls[id] == nil, calls.count < Self.openLimit else { return send(ControlFrame(.answerFailed, id: id)) }
        let call = BindingCall(id: id, description, budget: budget, on: loop, send: send)
        call.onClosed = { [weak self] in self?.calls[id] = nil }
        calls[id] = call
        call.start(dispatch)
    }
}
