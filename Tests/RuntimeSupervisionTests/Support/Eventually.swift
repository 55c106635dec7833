import Testing

/// Waits for something that nothing announces, up to five seconds; fails the test after that.
func eventually(_ condition: () async throws -> Bool, location: SourceLocation = #_sourceLocation) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(5)
    while try await !condition() {
        try #require(clock.now < deadline, "not within five seconds", sourceLocation: location)
        await Task.yield()
    }
}
