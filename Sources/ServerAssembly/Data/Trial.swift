import ReleaseModel
import RuntimeSupervision

/// Starts code once, in engines that are thrown away.
struct Trial: Sendable {
    let runtime: RuntimeSupervisor
    let launches: LaunchSource

    func run(_ snapshot: Snapshot, account: Account.ID) async throws -> TrialMessage {
        for specification in try await launches.trials(of: snapshot, account: account) {
            switch await runtime.validate(specification) {
            case .ready:
                continue
            case .refused(let failure):
                return TrialMessage(
                    wasTried: true,
                    failure: TrialMessage.Failure(
                        name: failure.name,
                        message: failure.message,
                        stack: failure.stack
                    )
                )
            case .unavailable:
                return TrialMessage(wasTried: false, failure: nil)
            }
        }
        return TrialMessage(wasTried: true, failure: nil)
    }
}
