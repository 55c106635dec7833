import RuntimeSupervision
import Telemetry

extension FunctionStatus {
    /// What alerts may watch: the layers that confine functions, and the instances of each runtime.
    var families: [MetricFamily] {
        var layers: [MetricFamily.Sample] = []
        if let sandbox {
            layers += sandbox.active.map { .init(.gauge(1), labels: ["layer": $0.rawValue]) }
            layers += sandbox.missing.map { .init(.gauge(0), labels: ["layer": $0.layer.rawValue]) }
        }
        return [
            MetricFamily(
                "sluice_function_sandbox_layer",
                help: "Whether a layer that confines functions is active.",
                samples: layers
            ),
            MetricFamily(
                "sluice_function_runtime_instances",
                help: "Instances by the runtime that functions ask for, those that start or end included.",
                samples: engines.flatMap { engine in
                    engine.runtimes.map {
                        .init(
                            .gauge(Double($0.instances)),
                            labels: ["engine": engine.engine.rawValue, "runtime": $0.name]
                        )
                    }
                }
            ),
        ]
    }
}
