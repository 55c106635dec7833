import DialectFunctionCompute
import EventDispatch
import FoundationEssentials
import ReleaseModel
import Synchronization
import Telemetry

/// Fires the timers of functions into the queue.
final class TimerService: Sendable {
    /// The longest sleep, which bounds how late it is seen that the clock was set forward.
    static let longestSleep: TimeInterval = 10

    private let table: FunctionTable
    private let queue: AsyncQueue
    private let metrics: TimerMetrics
    private let log: Log
    private let now: @Sendable () -> Date
    private let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init(table: FunctionTable, queue: AsyncQueue, metrics: TimerMetrics, log: Log, now: @escaping @Sendable () -> Date)
    {
        self.table = table
        self.queue = queue
        self.metrics = metrics
        self.log = log
        self.now = now
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Routes have changed.
    func changed() {
        bell.yield()
    }

    /// Works until its task is cancelled, or ``stop()``.
    func run() async {
        var book: TimerBook
        do {
            book = TimerBook(fired: try await queue.store.firings())
        } catch {
            log.error("last firings of timers unknown", ["error": LogValue(error)])
            book = TimerBook(fired: [:])
        }
        await withDiscardingTaskGroup { group in
            var wake = Date.distantPast
            for await _ in rings {
                let change = book.replace(with: table.services.flatMap(\.timers), at: now())
                if !change.gone.isEmpty { await forget(change.gone) }
                let (firings, missed) = book.take(at: now())
                metrics.missed.increment(by: change.missed + missed)
                for firing in firings { await fire(firing.timer, at: firing.at) }
                guard let next = book.next, next < wake || wake <= now() else { continue }
                let rest = min(Self.longestSleep, max(0.001, next.timeIntervalSince(now())))
                wake = now().addingTimeInterval(rest)
                group.addTask { [bell] in
                    if (try? await Task.sleep(for: .seconds(rest))) != nil { bell.yield() }
                }
            }
            group.cancelAll()
        }
    }

    func stop() {
        bell.finish()
    }

    private func forget(_ timers: [Trigger.ID]) async {
        do {
            try await queue.store.forget(timers)
        } catch {
            log.warning("timers that are gone are still noted", ["error": LogValue(error)])
        }
    }

    private func fire(_ timer: TimerTrigger, at date: Date) async {
        do throws(FunctionComputeError) {
            guard let service = table.service(timer.workload), let qualifier = service.qualifier(of: timer.target)
            else {
                throw FunctionComputeError(.versionNotFound, "what the timer leads to does not exist")
            }
            let call = try await queue.queuedCall(timer.function, of: service, qualifier, event: timer.event(at: date))
            try await queue.accept([call], firing: (timer.id, at: date))
            metrics.fired.increment()
        } catch {
            metrics.failed.increment()
            log.warning(
                "timer could not call its function",
                ["timer": .string(timer.name), "function": .string(timer.function), "reason": .string(error.message)]
            )
        }
    }
}

/// What timers count.
struct TimerMetrics: Sendable {
    let fired = Counter()
    /// The function could not be called.
    let failed = Counter()
    /// Nobody looked in time.
    let missed = Counter()

    var families: [MetricFamily] {
        func sample(_ counter: Counter, _ outcome: String) -> MetricFamily.Sample {
            .init(.counter(counter.value), labels: ["outcome": outcome])
        }
        return [
            MetricFamily(
                "sluice_function_timers_total",
                help: "Times at which timers of functions were due, by outcome.",
                samples: [sample(fired, "fired"), sample(failed, "failed"), sample(missed, "missed")]
            )
        ]
    }
}

extension FunctionService {
    var timers: [TimerTrigger] { route.triggers.compactMap(TimerTrigger.init) }
}
