import Glibc
public import Telemetry

/// Runs services together and stops them in order.
///
/// All start at once and stop in the opposite of the order given, each after the one behind it has ended: name first
/// what the others need. A stop signal, or the end of any service, begins the stop. When the deadline passes all that
/// is left is cancelled; a second signal, or a service that does not even heed cancellation, ends the process.
/// Cancelling the task that runs the group cancels all services at once.
public struct ServiceGroup: Sendable {
    /// Ends the process with an exit code; tests put something milder here.
    public typealias Exit = @Sendable (Int32) -> Void

    /// The time that all services together have to stop in good order.
    public static let standardStopDeadline = Duration.seconds(10)

    /// The time that cancelled services have to return, after which the process ends without them.
    public static let standardCancellationGrace = Duration.seconds(2)

    /// The exit code of a process whose services did not end (`EX_SOFTWARE`).
    public static let stuckExitCode: Int32 = 70

    private let services: [any Service]
    private let stopDeadline: Duration
    private let cancellationGrace: Duration
    private let log: Log
    private let exit: Exit

    public init(
        _ services: [any Service],
        stopDeadline: Duration = ServiceGroup.standardStopDeadline,
        cancellationGrace: Duration = ServiceGroup.standardCancellationGrace,
        log: Log,
        exit: @escaping Exit = ServiceGroup.endProcess
    ) {
        self.services = services
        self.stopDeadline = stopDeadline
        self.cancellationGrace = cancellationGrace
        self.log = log
        self.exit = exit
    }

    /// Ends the process without running anything on the way, which might be what hangs.
    @Sendable
    public static func endProcess(_ code: Int32) {
        _exit(code)
    }

    /// Runs the services until all have ended.
    ///
    /// - Throws: the first error that a service ended with.
    public func run(until signals: some AsyncSequence<Signal, Never> & Sendable = SignalStream()) async throws {
        let members = services.map(ServiceMember.init)
        let stopping = Gate()
        let failure = await withTaskGroup(of: (any Error)?.self) { group in
            group.addTask { await watch(signals, stopping: stopping) }
            group.addTask { await stop(members, when: stopping) }
            group.addTask { await enforceDeadline(on: members, when: stopping) }
            let failure = await withTaskGroup(of: (any Error)?.self) { running in
                for member in members {
                    running.addTask { await end(of: member, stopping: stopping) }
                }
                return await running.reduce(nil) { $0 ?? $1 }
            }
            group.cancelAll()
            return failure
        }
        if let failure { throw failure }
    }

    /// Runs one service and lets its end begin the stop of the others.
    private func end(of member: ServiceMember, stopping: Gate) async -> (any Error)? {
        let failure = await member.run()
        let name = LogValue.string(member.service.name)
        if let failure {
            log.error("service failed", ["service": name, "error": LogValue(failure)])
        } else if stopping.isOpen {
            log.debug("service stopped", ["service": name])
        } else {
            log.warning("service ended unasked", ["service": name])
        }
        stopping.open()
        return failure
    }

    private func watch(_ signals: some AsyncSequence<Signal, Never> & Sendable, stopping: Gate) async -> (any Error)? {
        var count = 0
        for await signal in signals {
            count += 1
            guard count == 1 else {
                exit(128 + signal.rawValue)
                return nil
            }
            log.info("stopping", ["signal": "\(signal)"])
            stopping.open()
        }
        return nil
    }

    private func stop(_ members: [ServiceMember], when stopping: Gate) async -> (any Error)? {
        await stopping.wait()
        for member in members.reversed() {
            member.beginStop.open()
            await member.ended.wait()
        }
        return nil
    }

    private func enforceDeadline(on members: [ServiceMember], when stopping: Gate) async -> (any Error)? {
        await stopping.wait()
        guard await slept(stopDeadline) else { return nil }
        let names = { members.filter { !$0.ended.isOpen }.map(\.service.name).joined(separator: ", ") }
        log.warning("stop deadline passed, cancelling", ["services": .string(names())])
        for member in members { member.cancel.open() }
        guard await slept(cancellationGrace) else { return nil }
        log.error("services do not end, exiting", ["services": .string(names())])
        exit(Self.stuckExitCode)
        return nil
    }

    /// Returns whether the time passed before the task was cancelled.
    private func slept(_ duration: Duration) async -> Bool {
        do {
            try await Task.sleep(for: duration)
            return true
        } catch {
            return false
        }
    }
}
