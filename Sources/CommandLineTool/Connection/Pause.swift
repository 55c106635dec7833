/// Waits that a cancelled task cuts short.
enum Pause {
    /// Returns whether the wait lasted to its end; `false` when the task was cancelled.
    static func lasts(_ duration: Duration) async -> Bool {
        await lasts(until: .now + duration)
    }

    static func lasts(until deadline: ContinuousClock.Instant) async -> Bool {
        do {
            try await Task.sleep(until: deadline, clock: .continuous)
            return true
        } catch {
            return false
        }
    }
}
