import CSystem
import Glibc
import HTTPEngine

/// One engine process and the sockets it is held by; lives on the runtime's loop.
///
/// It connects, says hello, takes one load, and ends. Whoever made it decides when what happens; this only carries
/// it out, and reports. ``Event/ended(_:)`` is always last, and comes exactly once, when everything the engine said
/// before it ended has been reported.
final class EngineProcess {
    enum Event {
        case hello(HarnessMessage.Hello)
        case message(HarnessMessage)
        case output(String, isError: Bool)
        /// The engine broke the rules of the control socket, and was killed for it.
        case violation(ControlViolation)
        case ended(ProcessEnding)
    }

    /// How long a process may outlive its control socket, and sockets their process.
    static let endingGrace = Duration.seconds(2)

    /// Tells the processes of this life apart.
    let number: Int
    let servicePath: String
    /// Receives what happens; set it to hand the process over to another owner.
    var onEvent: (EngineProcess, Event) -> Void

    private let loop: EventLoop
    private let command: any EngineCommand
    private let origin: EngineSockets.Origin
    private var acceptor: Acceptor?
    private var child: ChildProcess?
    private var control: ControlStream?
    private var calls: BindingCalls?
    private var outputs: [OutputStream] = []
    private var openOutputs = 0
    private var ending: ProcessEnding?
    private var hasReportedEnd = false

    var identity: ProcessIdentity? { child?.identity }

    /// Starts the process; throws when there are no descriptors or processes left, or the engine is gone.
    init(
        number: Int,
        command: any EngineCommand,
        on loop: EventLoop,
        onEvent: @escaping (EngineProcess, Event) -> Void
    ) throws {
        self.number = number
        self.loop = loop
        self.onEvent = onEvent
        self.command = command
        let sockets = try command.prepare(number)
        servicePath = sockets.servicePath
        origin = sockets.origin
        do {
            try spawn()
        } catch {
            close()
            throw error
        }
    }

    /// Loads the code; what it asks of its bindings is led where the dispatch says.
    func load(_ specification: LaunchSpecification, bindings dispatch: BindingDispatch) throws {
        calls = BindingCalls(dispatch, on: loop) { [weak self] frame in self?.control?.send(frame) }
        try control?.load(specification)
    }

    /// Lets the code handle an event; how that ended is told with the same id.
    func send(_ event: ScheduledEvent, id: UInt32) {
        guard let payload = try? EventPayload(event).bytes() else { return }
        control?.send(ControlFrame(.event, id: id, payload: payload))
    }

    /// Begins or ends to have every invocation told.
    func observe(_ isObserved: Bool) {
        control?.send(ControlFrame(.observe, payload: Array(#"{"isOn":\#(isObserved)}"#.utf8)))
    }

    /// Gives a function to the engine; the description is JSON.
    func load(_ description: [UInt8]) {
        control?.send(ControlFrame(.load, payload: description))
    }

    /// Lets the engine wait before it can say more.
    func pauseReading() {
        control?.stopReading()
        for output in outputs { output.stopReading() }
    }

    func resumeReading() {
        control?.startReading()
        for output in outputs { output.startReading() }
    }

    func ping(id: UInt32) {
        control?.send(ControlFrame(.ping, id: id))
    }

    /// Asks the engine to end when the requests under way have; it cuts them off at the deadline.
    func drain(within limit: Duration) {
        control?.send(ControlFrame(.drain, payload: Array(#"{"deadlineMs":\#(limit.wholeMilliseconds)}"#.utf8)))
    }

    /// Limits what the process may allocate, beyond what it has now; returns whether that was possible.
    func limitData(allowance: Int) -> Bool {
        guard let pid = child?.pid, let base = ProcessMemory.dataSegment(of: pid) else { return false }
        return system_limit_data(pid, UInt64(base + allowance)) == 0
    }

    /// Ends the process, and all that it has started, at once.
    func kill() {
        guard let child, ending == nil else { return }
        guard command.isSandbox else { return child.killGroup() }
        if child.killSandbox() { loop.after(Self.endingGrace) { child.killGroup() } }
    }

    private func spawn() throws {
        let output = try openOutput(isError: false)
        defer { Glibc.close(output) }
        let errors = try openOutput(isError: true)
        defer { Glibc.close(errors) }
        switch origin {
        case .madeByEngine(let controlPath):
            let socket = try ListeningSocket(binding: .unix(controlPath))
            acceptor = try loop.accept(from: socket) { [weak self] handle in self?.connected(handle) }
            try spawn(EngineDescriptors(output: output, errors: errors))
        case .inherited:
            let service = try ListeningSocket(binding: .unix(servicePath))
            let control = try openControl()
            defer { Glibc.close(control) }
            let filter = system_sandbox_filter()
            guard filter >= 0 else { throw LoopError(operation: "open a filter", code: errno) }
            defer { Glibc.close(filter) }
            let inherited = EngineDescriptors.Inherited(
                service: service.descriptors[0],
                control: control,
                filter: filter
            )
            try withExtendedLifetime(service) {
                try spawn(EngineDescriptors(output: output, errors: errors, inherited: inherited))
            }
        }
    }

    private func spawn(_ descriptors: EngineDescriptors) throws {
        let launch = try command.launch(number, descriptors)
        let (thread, bound) = (loop.thread, LoopBound(self, on: loop))
        child = try ChildProcess(launch) { ending in
            thread.submit { loop in bound.value(on: loop).processEnded(ending) }
        }
    }

    /// Returns the engine's end of a new socket pair, the other end of which is read.
    private func openOutput(isError: Bool) throws(LoopError) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard system_socket_pair(&ends) == 0 else { throw LoopError(operation: "open a socket pair", code: errno) }
        do {
            let stream = OutputStream(try StreamHandle.open(descriptor: ends[0], on: loop), on: loop)
            stream.onLine = { [weak self] line in self?.report(.output(line, isError: isError)) }
            stream.onEndOfStream = { [weak self] in self?.outputClosed() }
            openOutputs += 1
            outputs.append(stream)
            stream.startReading()
        } catch {
            Glibc.close(ends[1])
            throw error
        }
        return ends[1]
    }

    /// Returns the engine's end of a new control socket, the other end of which is held.
    private func openControl() throws(LoopError) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard system_socket_pair(&ends) == 0 else { throw LoopError(operation: "open a socket pair", code: errno) }
        do {
            hold(try StreamHandle.open(descriptor: ends[0], on: loop))
        } catch {
            Glibc.close(ends[1])
            throw error
        }
        return ends[1]
    }

    /// The first connection is the engine's.
    ///
    /// The socket's name goes, so that there is no second.
    private func connected(_ handle: consuming StreamHandle) {
        guard control == nil, acceptor != nil else { return }
        stopListening()
        hold(handle)
    }

    private func hold(_ handle: consuming StreamHandle) {
        let stream = ControlStream(handle, on: loop)
        stream.onMessage = { [weak self] message in self?.received(message) }
        stream.onEndOfStream = { [weak self] in self?.controlClosed() }
        control = stream
        stream.startReading()
    }

    private func received(_ message: Result<HarnessMessage, ControlViolation>) {
        switch message {
        case .success(.hello(let hello)) where hello.protocol != command.protocolVersion:
            refuse(.wrongProtocol(hello.protocol))
        case .success(.hello(let hello)) where isStranger(hello):
            refuse(.wrongProcess(hello.pid))
        case .success(.hello(let hello)): report(.hello(hello))
        case .success(.call(let message, let id)): calls?.handle(message, id: id)
        case .success(let message): report(.message(message))
        case .failure(let violation): refuse(violation)
        }
    }

    /// Who connects might be anyone who found the path; an inherited socket only the engine can have.
    private func isStranger(_ hello: HarnessMessage.Hello) -> Bool {
        if case .madeByEngine = origin { hello.pid != child?.pid } else { false }
    }

    private func refuse(_ violation: ControlViolation) {
        report(.violation(violation))
        kill()
    }

    private func controlClosed() {
        control = nil
        calls?.close()
        // An engine without its control socket serves no purpose; one that is ending gets the time to.
        loop.after(Self.endingGrace) { [weak self] in self?.kill() }
        reportEndIfOver()
    }

    private func outputClosed() {
        openOutputs -= 1
        reportEndIfOver()
    }

    private func processEnded(_ ending: ProcessEnding) {
        self.ending = command.isSandbox ? ending.unwrapped : ending
        stopListening()
        // What it left in the sockets is still to be read. Nothing can hold them open but a stray descriptor.
        loop.after(Self.endingGrace) { self.reportEnd() }
        reportEndIfOver()
    }

    private func reportEndIfOver() {
        if control == nil, openOutputs == 0 { reportEnd() }
    }

    private func reportEnd() {
        guard let ending, !hasReportedEnd else { return }
        hasReportedEnd = true
        close()
        onEvent(self, .ended(ending))
    }

    private func report(_ event: Event) {
        guard !hasReportedEnd else { return }
        onEvent(self, event)
    }

    private func stopListening() {
        guard acceptor != nil, case .madeByEngine(let controlPath) = origin else { return }
        acceptor?.close()
        acceptor = nil
        unlink(controlPath)
    }

    private func close() {
        stopListening()
        control?.close()
        unlink(servicePath)
        command.cleanUp(after: number)
    }
}
