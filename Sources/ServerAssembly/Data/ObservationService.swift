import Lifecycle
import RuntimeSupervision

/// Lets instances write down their invocations while somebody listens to their workload, and no longer.
struct ObservationService: Service {
    let name = "observation"
    let invocations: InvocationHub
    let runtime: RuntimeSupervisor

    func run() async {
        for await workloads in invocations.observed { runtime.observe(workloads) }
    }
}
