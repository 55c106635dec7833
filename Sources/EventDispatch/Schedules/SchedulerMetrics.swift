public import Telemetry

/// What a scheduler counts.
public struct SchedulerMetrics: Sendable {
    /// Events whose handler succeeded.
    public let succeeded: Counter
    /// Events whose handler failed at its last attempt.
    public let failed: Counter
    /// Attempts after the first.
    public let retried: Counter
    /// Events that were due and never begun: too many waited, or the process stopped.
    public let dropped: Counter
    /// Minutes that passed while no scheduler ran, or that the clock skipped; they are not made up for.
    public let missedMinutes: Counter

    public init(in registry: MetricRegistry) {
        func events(_ outcome: String) -> Counter {
            registry.counter(
                "sluice_scheduled_events_total",
                help: "Scheduled events by outcome.",
                labels: ["outcome": outcome]
            )
        }
        succeeded = events("succeeded")
        failed = events("failed")
        dropped = events("dropped")
        retried = registry.counter("sluice_scheduled_retries_total", help: "Attempts after the first.")
        missedMinutes = registry.counter(
            "sluice_scheduler_missed_minutes_total",
            help: "Minutes in which nothing was fired, because no scheduler ran or the clock skipped them."
        )
    }
}
