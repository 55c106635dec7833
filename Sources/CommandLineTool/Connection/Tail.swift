import FoundationEssentials
import HTTPModel
import NativeWire

/// Follows a stream of events, over one connection after the other.
struct Tail: Sendable {
    /// How long connections may fail one after the other before this gives up.
    static let maximumOutage = Duration.seconds(300)
    static let firstWait = Duration.milliseconds(250)
    static let longestWait = Duration.seconds(5)

    let session: Session
    let client: APIClient
    let path: APIPath
    let query: [(String, String?)]
    /// What to say once, when the server has taken the connection.
    let greeting: TerminalText

    /// Returns when nobody reads the output any more; else runs until it is interrupted or refused.
    func follow() async throws(CommandFailure) -> ExitCode {
        var lastContact = ContinuousClock.now
        var wait = Self.firstWait
        var isGreeted = false
        while !session.console.output.isClosed {
            do throws(CommandFailure) {
                let body = try await client.stream(path, query: query)
                (lastContact, wait) = (.now, Self.firstWait)
                if !isGreeted { session.console.note(greeting) }
                isGreeted = true
                try await show(body)
                lastContact = .now
            } catch {
                guard error.exitCode == .unreachable, ContinuousClock.now - lastContact < Self.maximumOutage else {
                    throw error
                }
                session.console.note("\("\(error.detail) Trying again.", .faint)")
            }
            guard await Pause.lasts(wait) else { return .interrupted }
            wait = min(wait * 2, Self.longestWait)
        }
        return .success
    }

    /// Shows events until the connection ends, however it ends.
    private func show(_ body: HTTPBody) async throws(CommandFailure) {
        var lines = LineBuffer()
        do {
            for try await chunk in body {
                for line in lines.add(chunk) {
                    try show(line)
                }
                if session.console.output.isClosed { return }
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            session.console.note("\("The connection ended. Trying again.", .faint)")
        }
    }

    private func show(_ line: [UInt8]) throws(CommandFailure) {
        let event: WireTailEvent
        do {
            event = try JSONDecoder().decode(WireTailEvent.self, from: Data(line))
        } catch {
            let start = String(decoding: line.prefix(200), as: UTF8.self)
            return session.console.warn("an event that cannot be read: \(start)")
        }
        if session.wantsJSON {
            session.console.output.write(try JSONDocument.line(event) + "\n")
        } else {
            session.console.print(TailLine(event: event).lines())
        }
    }
}
