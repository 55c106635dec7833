import DialectFunctionCompute
import HTTPEngine
import HTTPModel
import Lifecycle

/// How a request to an instance ended.
enum Outcome<Value: Sendable>: Sendable {
    case answered(Value)
    /// The time of the function was over.
    case timedOut
    /// The instance's process ended.
    case exited
    /// The request's own body broke off, or was longer than it may be.
    case requestBroken
    /// What came is no answer.
    case unintelligible(String)

    /// Runs work that talks to an instance, for as long as the function may take and its process lives.
    static func of(
        _ instance: RunningInstance,
        within limit: Duration,
        unless abort: Gate? = nil,
        _ work: @escaping @Sendable () async throws -> Value
    ) async -> Outcome<Value> {
        await withTaskGroup(of: Outcome<Value>?.self) { group in
            group.addTask { await attempt(instance, work) }
            group.addTask { (try? await Task.sleep(for: limit)) == nil ? nil : .timedOut }
            group.addTask {
                await instance.hasEnded.wait()
                return Task.isCancelled ? nil : .exited
            }
            if let abort {
                group.addTask {
                    await abort.wait()
                    return Task.isCancelled ? nil : .exited
                }
            }
            defer { group.cancelAll() }
            for await outcome in group {
                if let outcome { return outcome }
            }
            return .exited
        }
    }

    private static func attempt(
        _ instance: RunningInstance,
        _ work: @Sendable () async throws -> Value
    ) async -> Outcome<Value>? {
        do {
            return .answered(try await work())
        } catch let error as HTTPClientError {
            switch error {
            case .requestBodyFailed: return .requestBroken
            case .closed, .refused, .cancelled:
                // Most likely its process is ending: whoever waits for that, or for the time, knows more.
                return nil
            default: return .unintelligible("\(error)")
            }
        } catch let error as HTTPBody.TooLarge {
            return .unintelligible("more than \(error.limit) bytes")
        } catch {
            return nil
        }
    }
}
