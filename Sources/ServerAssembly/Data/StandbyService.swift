import Lifecycle
import RuntimeSupervision

/// Keeps processes of what lost its share, so that a rollback finds them ready.
///
/// It looks when the routes change, and twice a second besides, because a standby also ends by time, and how long code
/// takes to load is known only once it runs.
struct StandbyService: Service {
    let name = "standbys"
    /// Shorter than the shortest idle time, so that what is found worth keeping is still there.
    static let reviewInterval: Duration = .milliseconds(500)

    let book: RouteBook
    let census: InstanceCensus
    let budget: StandbyBudget
    let runtime: RuntimeSupervisor

    func run() async throws {
        while true {
            try await Task.sleep(for: Self.reviewInterval)
            review()
        }
    }

    /// Tells the runtime which processes to keep although they are idle.
    func review() {
        book.withStandbys(at: ContinuousClock().now) { standbys in
            runtime.keep(Set(census.worthKeeping(among: standbys).prefix(budget.processes)))
        }
    }
}
