import HTTPEngine
import HTTPModel

/// Asks the Prefect server whether it answers: one question at a time, and each for all who wait for it.
actor PrefectHealth {
    /// How long an answer may take.
    static let deadline: Duration = .seconds(2)
    /// The most callers that wait for a question; more get the answer before.
    static let maximumWaiting = 100

    private let client: HTTPClient
    private let deadline: Duration
    private var last: (isAnswering: Bool, at: ContinuousClock.Instant)?
    private var isAsking = false
    private(set) var waiting: [CheckedContinuation<Void, Never>] = []

    init(of endpoint: HTTPEndpoint, deadline: Duration = PrefectHealth.deadline) throws(LoopError) {
        client = try HTTPClient(to: endpoint)
        self.deadline = deadline
    }

    func isAnswering() async -> Bool {
        let arrival = ContinuousClock.now
        if isAsking {
            guard waiting.count < Self.maximumWaiting else { return last?.isAnswering ?? false }
            await withCheckedContinuation { waiting.append($0) }
        }
        if let last, last.at >= arrival {
            giveTurn()
            return last.isAnswering
        }
        isAsking = true
        let answer = await ask()
        if let answer { last = (answer, .now) }
        giveTurn()
        return answer ?? false
    }

    /// Lets the next caller go on, whose turn it then is.
    private func giveTurn() {
        isAsking = !waiting.isEmpty
        if isAsking { waiting.removeFirst().resume() }
    }

    /// Returns `nil` when the caller went away before there was an answer.
    private func ask() async -> Bool? {
        await withTaskGroup(of: Bool?.self) { group in
            group.addTask { [client] in await Self.ask(client) }
            group.addTask { [deadline] in
                do {
                    try await Task.sleep(for: deadline)
                    return false
                } catch {
                    return nil
                }
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    private static func ask(_ client: HTTPClient) async -> Bool? {
        do {
            return try await client.send(HTTPRequest(.get, "/api/health")).status == .ok
        } catch .cancelled {
            return nil
        } catch {
            return false
        }
    }
}
