import Glibc
import Lifecycle
import Testing

@Suite("A signal stream", .timeLimit(.minutes(1)))
struct SignalStreamTests {
    @Test("hears the signals that the process gets, and ends none of it")
    func real() async {
        var signals = SignalStream([.terminate, .interrupt]).makeAsyncIterator()
        kill(getpid(), SIGTERM)
        #expect(await signals.next() == .terminate)
        kill(getpid(), SIGINT)
        #expect(await signals.next() == .interrupt)
    }
}
