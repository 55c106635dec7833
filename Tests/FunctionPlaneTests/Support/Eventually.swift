import HTTPEngine
import Testing

/// Waits for something that nothing announces, up to ten seconds; fails the test after that.
func eventually(_ condition: () async throws -> Bool, location: SourceLocation = #_sourceLocation) async throws {
    let thread = try LoopThread(name: "test patience")
    defer { thread.stop() }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(10)
    while try await !condition() {
        try #require(clock.now < deadline, "not within ten seconds", sourceLocation: location)
        await withCheckedContinuation { continuation in
            thread.submit { $0.after(.milliseconds(10)) { continuation.resume() } }
        }
    }
}
