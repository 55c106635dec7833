import HTTPEngine
import HTTPModel

/// The way by which the task of a binding call hands its answer to the call.
struct BindingAnswerPort: Sendable {
    let thread: LoopThread
    let call: LoopBound<BindingCall>

    /// Sends the answer, its body never faster than the engine reads; returns when it is sent or given up.
    func send(_ answer: BindingAnswer) async {
        guard await begin(answer) else { return }
        do {
            for try await piece in answer.body {
                guard await send(piece) else { return }
            }
            end(isWhole: true)
        } catch {
            // Whoever made the body knows why; the worker sees that it is not whole.
            end(isWhole: false)
        }
    }

    private func begin(_ answer: BindingAnswer) async -> Bool {
        await onLoop { call, continuation in continuation.resume(returning: call.begin(answer)) }
    }

    private func send(_ piece: [UInt8]) async -> Bool {
        await onLoop { call, continuation in call.send(piece, then: continuation) }
    }

    private func onLoop(
        _ body: @escaping @Sendable (BindingCall, CheckedContinuation<Bool, Never>) -> Void
    ) async -> Bool {
        await withCheckedContinuation { continuation in
            let isAccepted = thread.submit { loop in body(call.value(on: loop), continuation) }
            if !isAccepted { continuation.resume(returning: false) }
        }
    }

    private func end(isWhole: Bool) {
        thread.submit { loop in call.value(on: loop).end(isWhole: isWhole) }
    }
}
