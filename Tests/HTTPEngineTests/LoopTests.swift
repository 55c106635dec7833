import Dispatch
import HTTPEngine
import Testing

@Suite("A loop runs what it is given, in order, on its own thread", .timeLimit(.minutes(1)))
struct LoopTests {
    @Test("work runs in the order of submission")
    func order() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            for number in 0..<1_000 { #expect(thread.submit { _ in notes.add("\(number)") }) }
            #expect(await notes.first(1_000) == (0..<1_000).map(String.init))
        }
    }

    @Test("work from many threads all runs")
    func manyThreads() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask { for number in 0..<200 { thread.submit { _ in notes.add("\(task) \(number)") } } }
                }
            }
            let all = await notes.first(1_600)
            for task in 0..<8 {
                #expect(all.filter { $0.hasPrefix("\(task) ") } == (0..<200).map { "\(task) \($0)" })
            }
        }
    }

    @Test("accepted work still runs when the loop stops; later work is refused")
    func stop() async throws {
        let thread = try LoopThread(name: "test")
        let notes = Notes()
        thread.submit { _ in notes.add("before") }
        thread.stop()
        #expect(!thread.submit { _ in notes.add("after") })
        await thread.stopped()
        #expect(notes.all == ["before"])
    }

    @Test("a waiting queue that is full refuses more")
    func queueLimit() async throws {
        try await LoopThread.whileRunning { thread in
            let entered = Notes()
            let gate = DispatchSemaphore(value: 0)
            thread.submit { _ in
                entered.add("entered")
                gate.wait()
            }
            _ = await entered.first(1)
            for _ in 0..<LoopThread.submissionLimit { #expect(thread.submit { _ in }) }
            #expect(!thread.submit { _ in })
            gate.signal()
        }
    }

    @Test("timers fire once or again and again, and not after they are cancelled")
    func timers() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            try await thread.run { loop in
                loop.after(.zero) { notes.add("once") }
                let cancelled = loop.after(.milliseconds(1)) { notes.add("never") }
                cancelled.cancel()
                var count = 0
                var repeating: LoopTimer?
                repeating = loop.every(.milliseconds(2)) {
                    count += 1
                    notes.add("tick")
                    guard count == 3 else { return }
                    repeating?.cancel()
                    // Long enough for a fourth tick, had it not been cancelled.
                    loop.after(.milliseconds(10)) { notes.add("last") }
                }
            }
            #expect(await notes.first(5) == ["once", "tick", "tick", "tick", "last"])
        }
    }

    @Test("a timer waits at least as long as asked")
    func timerLength() async throws {
        try await LoopThread.whileRunning { thread in
            let waited: LoopInstant = try await withCheckedThrowingContinuation { continuation in
                thread.submit { loop in
                    let start = loop.now
                    loop.after(.microseconds(15_100)) {
                        continuation.resume(
                            returning: LoopInstant(milliseconds: loop.now.milliseconds - start.milliseconds)
                        )
                    }
                }
            }
            #expect(waited.milliseconds >= 16)
        }
    }

    @Test("a bound value opens on its loop")
    func bound() async throws {
        try await LoopThread.whileRunning { thread in
            let bound = try await thread.run { loop in LoopBound(HeadWriter(), on: loop) }
            let count = try await thread.run { loop in
                bound.value(on: loop).write("four")
                return bound.value(on: loop).count
            }
            #expect(count == 4)
        }
    }

    @Test("a bound value traps on another loop")
    func boundElsewhere() async {
        await #expect(processExitsWith: .failure) {
            let (one, other) = (try LoopThread(name: "one"), try LoopThread(name: "other"))
            let bound = try await one.run { loop in LoopBound(HeadWriter(), on: loop) }
            _ = try await other.run { loop in bound.value(on: loop).count }
        }
    }
}
