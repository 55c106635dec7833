/// A moment by which something must have happened.
struct Deadline: Sendable {
    let limit: Duration
    private let moment: ContinuousClock.Instant

    /// The pause between two looks at something that tells nobody when it changes, such as files and processes.
    ///
    /// The only place where a test lets time pass.
    static let pollInterval: Duration = .milliseconds(5)

    init(in limit: Duration) {
        self.limit = limit
        moment = .now + limit
    }

    var hasPassed: Bool { ContinuousClock.now >= moment }
    var remaining: Duration { max(.zero, moment - .now) }

    /// Looks again and again until there is an answer, and returns it.
    ///
    /// - Throws: ``Passed`` at the deadline, and whatever the look throws.
    func poll<Answer>(
        _ what: String,
        every interval: Duration = pollInterval,
        _ look: () async throws -> Answer?
    ) async throws -> Answer {
        while true {
            if let answer = try await look() { return answer }
            guard !hasPassed else { throw Passed(what: what, limit: limit) }
            try await Task.sleep(for: interval)
        }
    }

    /// Looks again and again until something is so.
    func wait(_ what: String, every interval: Duration = pollInterval, until look: () async throws -> Bool) async throws
    {
        let _: Bool = try await poll(what, every: interval) { try await look() ? true : nil }
    }

    /// Lets a time pass in which something shall be under way.
    static func pass(_ time: Duration) async throws {
        try await Task.sleep(for: time)
    }

    struct Passed: Error, CustomStringConvertible {
        let what: String
        let limit: Duration

        var description: String { "not within \(limit): \(what)" }
    }
}
