import HTTPEngine
import HTTPModel

/// One call of a binding: takes its body in, sends its answer out, each no faster than its reader reads.
///
/// Lives on the runtime's loop; what the binding leads to runs in a task, which is cancelled when the call is closed.
final class BindingCall {
    /// What of a body may be on its way before its reader asks for more, in bytes; the harness counts the same.
    static let windowBytes = 64 * 1024

    /// Called once, when nothing more will be sent.
    var onClosed: (() -> Void)?

    private let id: UInt32
    private let description: BindingCallDescription
    private let budget: ByteBudget
    private let loop: EventLoop
    private let send: (ControlFrame) -> Void
    private var task: Task<Void, Never>?
    private var heldBytes = 0

    /// The call's body: who reads it, what the engine may still send, and what it is given when there is room again.
    private var writer: HTTPBodyWriter?
    private var receivableBytes = BindingCall.windowBytes
    private var owedBytes = 0

    /// The answer's body: what may still be sent, what waits for that, and who brings the next piece.
    private var sendableBytes = BindingCall.windowBytes
    private var unsent: ArraySlice<UInt8> = []
    private var producer: CheckedContinuation<Bool, Never>?
    private var isClosed = false

    init(
        id: UInt32,
        _ description: BindingCallDescription,
        budget: ByteBudget,
        on loop: EventLoop,
        send: @escaping (ControlFrame) -> Void
    ) {
        self.id = id
        self.description = description
        self.budget = budget
        self.loop = loop
        self.send = send
    }

    /// Leads the call to its binding.
    func start(_ dispatch: BindingDispatch) {
        let body = description.hasBody ? openBody() : .empty
        let port = BindingAnswerPort(thread: loop.thread, call: LoopBound(self, on: loop))
        task = Task { [description] in await port.send(await dispatch.answer(description, body: body)) }
    }

    /// Ends the call on our side, whatever is still missing.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        task?.cancel()
        writer?.fail(CancellationError())
        writer = nil
        producer.take()?.resume(returning: false)
        budget.giveBack(heldBytes)
        onClosed?()
        onClosed = nil
    }
}

/// The way in: the body of the call.
extension BindingCall {
    private func openBody() -> HTTPBody {
        let (thread, bound) = (loop.thread, LoopBound(self, on: loop))
        let (writer, body) = HTTPBody.pipe(capacity: Self.windowBytes) { demand in
            guard demand == .room else { return }
            thread.submit { loop in bound.value(on: loop).giveCredit() }
        }
        self.writer = writer
        return body
    }

    func receive(_ bytes: [UInt8]) {
        guard !isClosed, let writer else { return }
        receivableBytes -= bytes.count
        guard receivableBytes >= 0 else { return fail() }
        if description.operation.isPut, !hold(bytes.count) {
            return answer(BindingAnswer(KeyValueRefusal.tooManyBytes(limit: ByteBudget.limit)).head)
        }
        owedBytes += bytes.count
        if writer.push(bytes) == .more { giveCredit() }
    }

    func endBody() {
        writer?.finish()
        writer = nil
    }

    private func giveCredit() {
        guard !isClosed, owedBytes > 0 else { return }
        send(ControlFrame(.answerCredit, id: id, payload: ControlFrame.bigEndian(UInt32(owedBytes))))
        receivableBytes += owedBytes
        owedBytes = 0
    }
}

/// The way back: the answer.
extension BindingCall {
    /// Sends the head of the answer; returns whether its body is wanted.
    @discardableResult
    func begin(_ answer: BindingAnswer) -> Bool {
        guard !isClosed else { return false }
        if let bytes = answer.body.bytesAtHand, !hold(bytes.count) {
            self.answer(BindingAnswer(KeyValueRefusal.tooManyBytes(limit: ByteBudget.limit)).head)
            return false
        }
        self.answer(answer.head)
        return answer.head.hasBody
    }

    /// Sends a piece of the answer's body as credit allows, then tells whether the next is wanted.
    func send(_ piece: [UInt8], then producer: CheckedContinuation<Bool, Never>) {
        guard !isClosed else { return producer.resume(returning: false) }
        self.producer = producer
        unsent = piece[...]
        pump()
    }

    func end(isWhole: Bool) {
        guard !isClosed else { return }
        send(ControlFrame(isWhole ? .answerEnd : .answerFailed, id: id))
        close()
    }

    /// The engine has read that many bytes.
    func grant(_ count: Int) {
        sendableBytes = min(sendableBytes + count, Self.windowBytes)
        pump()
    }

    private func pump() {
        while !unsent.isEmpty, sendableBytes > 0, !isClosed {
            let piece = unsent.prefix(sendableBytes)
            send(ControlFrame(.answerBody, id: id, payload: Array(piece)))
            sendableBytes -= piece.count
            unsent = unsent.dropFirst(piece.count)
        }
        if unsent.isEmpty { producer.take()?.resume(returning: true) }
    }

    private func answer(_ head: BindingAnswer.Head) {
        guard let payload = try? head.payload() else { return fail() }
        send(ControlFrame(.answer, id: id, payload: payload))
        if !head.hasBody { close() }
    }

    private func fail() {
        send(ControlFrame(.answerFailed, id: id))
        close()
    }

    private func hold(_ count: Int) -> Bool {
        guard budget.take(count) else { return false }
        heldBytes += count
        return true
    }
}
