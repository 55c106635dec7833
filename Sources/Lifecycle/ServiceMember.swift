/// One service of a group with the events of its life.
struct ServiceMember: Sendable {
    let service: any Service
    let beginStop = Gate()
    let cancel = Gate()
    let ended = Gate()

    init(_ service: any Service) {
        self.service = service
    }

    private enum Step: Sendable {
        case runEnded((any Error)?)
        case stopEnded
        case cancelled
    }

    /// Runs the service to its end; returns what went wrong, if anything did.
    func run() async -> (any Error)? {
        defer { ended.open() }
        return await withTaskGroup(of: Step.self) { group in
            group.addTask { .runEnded(await error(of: service)) }
            group.addTask {
                await beginStop.wait()
                if !Task.isCancelled { await service.stop() }
                return .stopEnded
            }
            group.addTask {
                await cancel.wait()
                return .cancelled
            }
            var failure: (any Error)?
            for await step in group {
                if case .runEnded(let error) = step { failure = error }
                group.cancelAll()
            }
            return failure
        }
    }

    /// Returns what the service's `run()` threw, but for the cancellation that it was asked to heed.
    private func error(of service: any Service) async -> (any Error)? {
        do {
            try await service.run()
            return nil
        } catch is CancellationError {
            return nil
        } catch {
            return error
        }
    }
}
