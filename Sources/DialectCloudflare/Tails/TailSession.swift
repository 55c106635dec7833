import FoundationEssentials
import HTTPModel
import ReleaseModel

/// Serves the WebSocket of one tail until somebody ends it.
struct TailSession: Sendable {
    /// The subprotocol of tails: one text of JSON per invocation.
    static let subprotocol = "trace-v1"
    /// How often it is looked whether the tail may go on.
    static let checkInterval: Duration = .seconds(30)
    /// The most versions whose descriptions are remembered.
    static let rememberedVersions = 100

    let tail: Tail
    let feed: InvocationFeed
    let session: WebSocketSession
    /// Returns what an event says of its version.
    let describe: @Sendable (Version.ID) async -> JSONValue
    /// Returns why the tail has to end; `nil` while it may go on.
    let objection: @Sendable () async -> String?

    /// Clients talk little: they say once whether they debug.
    static var options: WebSocketOptions {
        var options = WebSocketOptions()
        options.messageBytes = 4_096
        options.incomingBytes = 16_384
        // The vendor's client does not mask, against the standard; it is no browser.
        options.acceptsUnmaskedFrames = true
        return options
    }

    /// Returns when the client, the feed, or an objection has ended it.
    func run() async {
        await withTaskGroup(of: WebSocketClosing.self) { group in
            group.addTask { await self.show() }
            group.addTask { await self.listen() }
            group.addTask { await self.watch() }
            let first = await group.next() ?? WebSocketClosing(.normal)
            // Ends those who wait for the client; cancelling ends the others.
            session.close(first.code, reason: first.reason)
            group.cancelAll()
        }
    }

    /// Sends what the filters admit; while the client is behind, what happens meanwhile is counted where it happens.
    private func show() async -> WebSocketClosing {
        var versions: [Version.ID: JSONValue] = [:]
        do {
            while let news = try await feed() {
                switch news {
                case .lost(let count): try await session.send(.text(TailEvent.loss(of: count, in: tail).text))
                case .invocation(let invocation):
                    guard tail.admits(invocation, draw: .random(in: 0..<1)) else { continue }
                    if versions.count == Self.rememberedVersions { versions = [:] }
                    let version: JSONValue
                    if let known = versions[invocation.version] {
                        version = known
                    } else {
                        version = await describe(invocation.version)
                        versions[invocation.version] = version
                    }
                    let event = TailEvent.of(invocation, version: version, in: tail)
                    try await session.send(.text(event.text))
                }
            }
            return WebSocketClosing(.goingAway, reason: "the data plane has ended the tail")
        } catch is WebSocketSendError {
            return WebSocketClosing(.normal)
        } catch {
            return WebSocketClosing(.goingAway, reason: "the data plane is gone")
        }
    }

    /// Reads what the client says, which changes nothing, until it says no more.
    private func listen() async -> WebSocketClosing {
        do {
            while try await session.receive() != nil {}
        } catch {
            // Cancelled: another has ended the session.
        }
        return WebSocketClosing(.normal)
    }

    private func watch() async -> WebSocketClosing {
        while !Task.isCancelled {
            if let objection = await objection() { return WebSocketClosing(.policyViolation, reason: objection) }
            do {
                try await Task.sleep(for: Self.checkInterval)
            } catch {
                break
            }
        }
        return WebSocketClosing(.normal)
    }
}
