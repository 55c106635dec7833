import HTTPEngine
package import Testing

/// How long a test waits for what nothing announces: longer than a busy machine needs, shorter than a suite may take.
private let patience = Duration.seconds(30)

/// Waits for something that nothing announces; fails the test when it does not come in time.
package func eventually(
    _ condition: () async throws -> Bool,
    location: SourceLocation = #_sourceLocation
) async throws {
    let thread = try LoopThread(name: "test patience")
    defer { thread.stop() }
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    while try await !condition() {
        try #require(clock.now < deadline, "not within \(patience)", sourceLocation: location)
        await withCheckedContinuation { continuation in
            thread.submit { $0.after(.milliseconds(10)) { continuation.resume() } }
        }
    }
}
