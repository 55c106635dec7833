/// What clients call a value that the core refuses.
///
/// The core has one vocabulary for all dialects; where Function Compute has another word, this is the place for it.
enum WireName {
    /// Function Compute's names by the core's; those that are missing are called the same.
    private static let names = [
        "memory": "memorySize",
        "concurrency": "instanceConcurrency",
        "port": "caPort",
        "preStop timeout": "instanceLifecycleConfig.preStop.timeout",
        "preFreeze timeout": "instanceLifecycleConfig.preFreeze.timeout",
        // Texts.
        "message": "description",
        "verbatim": "routePolicy",
        "trigger": "triggerConfig",
        "timer": "triggerName",
        "event": "triggerName",
        "domain-path": "path",
        "asynchronous-calls": "destinationConfig",
    ]

    static func of(_ name: String) -> String {
        names[name] ?? name
    }
}
