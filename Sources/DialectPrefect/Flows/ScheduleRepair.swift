import HTTPModel
import ReleaseCore

/// Gives a deployment the schedules back that it lost when it was written as a whole.
///
/// They are made by their own path, since only that one keeps `max_scheduled_runs`; their identities change. No version
/// has schedules.
struct ScheduleRepair {
    let caller: UpstreamCaller
    let deployment: String

    /// What the server gives a schedule by itself.
    private static let serverOwned: Set<String> = ["id", "created", "updated", "deployment_id"]

    /// Makes those schedules of a JSON array that are not there.
    func run(wanted: String) async throws(FlowFailure) {
        let answer = try await caller.ask(.get, path, nil)
        guard answer.isSuccess else { throw answer.readFailure }
        guard let elements = answer.document?.elements else {
            throw .unreachable("its answer is no list of schedules")
        }
        var present = elements.map { $0.removing(Self.serverOwned).canonical }
        var missing: [JSONText] = []
        for schedule in JSONText(wanted)?.elements ?? [] {
            let own = schedule.removing(Self.serverOwned)
            if let index = present.firstIndex(of: own.canonical) {
                present.remove(at: index)
            } else {
                missing.append(own)
            }
        }
        guard !missing.isEmpty else { return }
        let made = try await caller.ask(.post, path, JSONText(missing))
        // What is not written yet is kept nowhere but with the intent, which a verdict would end.
        guard made.isSuccess else { throw made.readFailure }
    }

    private var path: [String] { ["api", "deployments", deployment, "schedules"] }
}
