import ReleaseCore
import ReleaseModel
import RuntimeSupervision

/// Starts code once, in engines that are thrown away.
struct Trial: Sendable {
    let runtime: RuntimeSupervisor
    let launches: LaunchSource

    func run(_ snapshot: Snapshot, of name: WorkloadName) async throws -> TrialMessage {
        var exports: TrialMessage.Exports?
        for specification in try await launches.trials(of: snapshot, name) {
            switch await runtime.validate(specification) {
            case .ready(let found):
                exports = exports ?? TrialMessage.Exports(found)
            case .refused(let failure):
                return TrialMessage(
                    failure: TrialMessage.Failure(
                        name: failure.name,
                        message: failure.message,
                        stack: failure.stack
                    )
                )
            case .unavailable:
                return TrialMessage()
            }
        }
        return TrialMessage(exports: exports ?? TrialMessage.Exports())
    }
}

extension TrialMessage.Exports {
    fileprivate init(_ found: LoadReport.Exports) {
        handlers = found.handlers
        entrypoints = found.entrypoints
        loadMilliseconds = Int((found.loadTime / .milliseconds(1)).rounded())
    }
}
