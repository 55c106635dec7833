import Synchronization

/// Does something again and again at a steady pace, until it is stopped.
final class Metronome: Sendable {
    private let interval: Duration
    private let act: @Sendable () async -> Bool
    private let stopFlag = StopFlag()

    /// `act` returns whether it did something.
    init(every interval: Duration, _ act: @escaping @Sendable () async -> Bool) {
        self.interval = interval
        self.act = act
    }

    /// Returns how often something was done.
    func run() async throws -> Int {
        var count = 0
        while !stopFlag.isRaised {
            let pause = Deadline(in: interval)
            try await pause.wait("the next beat") { pause.remaining < Deadline.pollInterval || stopFlag.isRaised }
            if !stopFlag.isRaised, await act() { count += 1 }
        }
        return count
    }

    func stop() {
        stopFlag.raise()
    }
}
