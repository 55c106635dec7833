import CSystem
import Glibc
import HTTPEngine
import RuntimeSupervision
import Telemetry

/// Carries what a child process prints, over all its lives, to a log, line by line.
///
/// The child gets one end of a socket pair whose other end is read on a loop; it never ends, since this holds both.
final class ProcessOutput: Sendable {
    /// What the child has as its standard output.
    let descriptor: Int32
    private let log: Log

    init(on thread: LoopThread, log: Log) throws(LoopError) {
        var ends: [Int32] = [-1, -1]
        guard system_socket_pair(&ends) == 0 else { throw LoopError(operation: "open a socket pair", code: errno) }
        descriptor = ends[1]
        self.log = log
        let source = ends[0]
        thread.submit { loop in
            do throws(LoopError) {
                let stream = OutputStream(try StreamHandle.open(descriptor: source, on: loop), on: loop)
                stream.onLine = { log.info("output", ["line": .string($0)]) }
                stream.startReading()
            } catch {
                log.error("output cannot be read", ["error": LogValue(error)])
            }
        }
    }

    deinit {
        close(descriptor)
        log.flush()
    }
}
