public import HTTPEngine
public import ReleaseModel

/// The data plane's front: accepts requests, chooses a version for each, and proxies it to an instance.
///
/// It runs a fixed number of loops, each a thread that serves its connections without handing anything over. All
/// methods may be called from any thread.
public final class Gateway: Sendable {
    private let board = RoutingBoard()
    private let members: [Member]

    fileprivate struct Member: Sendable {
        let thread: LoopThread
        let progress: LoopProgress
        let content: LoopBound<GatewayLoop>
    }

    /// Starts the loops; nothing is accepted before ``listen(on:)``.
    ///
    /// Without a source of static files every request goes to the code of its version.
    public init(
        _ configuration: GatewayConfiguration,
        instances: any InstanceSource,
        assets: (any AssetSource)? = nil
    ) async throws(LoopError) {
        var members: [Member] = []
        for number in 0..<configuration.loopCount {
            let thread: LoopThread
            do throws(LoopError) {
                thread = try LoopThread(name: "gateway-\(number)", sweepInterval: configuration.sweepInterval)
            } catch {
                for member in members { member.thread.stop() }
                throw error
            }
            let (board, progress) = (self.board, LoopProgress())
            let content = await withCheckedContinuation { continuation in
                thread.submit { loop in
                    let content = GatewayLoop(
                        on: loop,
                        configuration: configuration,
                        board: board,
                        progress: progress,
                        instances: instances,
                        assets: assets
                    )
                    continuation.resume(returning: LoopBound(content, on: loop))
                }
            }
            members.append(Member(thread: thread, progress: progress, content: content))
        }
        self.members = members
    }

    /// Begins to accept on every loop; may be called for several sockets.
    public func listen(on socket: ListeningSocket, for origin: RequestOrigin = .clients) async throws(LoopError) {
        for member in members {
            let content = member.content
            let failure: LoopError? = await withCheckedContinuation { continuation in
                let isRunning = member.thread.submit { loop in
                    do throws(LoopError) {
                        try content.value(on: loop).reception(of: origin).accept(from: socket)
                        continuation.resume(returning: nil)
                    } catch {
                        continuation.resume(returning: error)
                    }
                }
                if !isRunning { continuation.resume(returning: LoopError.stopped) }
            }
            if let failure { throw failure }
        }
    }

    /// Makes the routes the law for every request that begins from now on, on any loop.
    ///
    /// A request begins when its head is complete. Returns false, changing nothing, for a partial delta that is not
    /// newer than the routes in force; a complete one always applies.
    @discardableResult
    public func apply(_ delta: RoutingDelta) -> Bool {
        guard board.apply(delta) else { return false }
        // A loop without traffic would otherwise never say that it has left the old routes.
        for member in members {
            let content = member.content
            member.thread.submit { loop in content.value(on: loop).adoptTable() }
        }
        return true
    }

    /// The revision of the routes in force.
    public var appliedRevision: Revision { board.root.revision }

    /// The oldest revision by which a loop may still have begun a request: what only older routes name may drain.
    public var observedRevision: Revision {
        members.map(\.progress.takenRevision).min() ?? appliedRevision
    }

    /// Adds up what all loops have done.
    public func snapshot() async -> GatewaySnapshot {
        var sum = GatewaySnapshot()
        for member in members {
            let content = member.content
            let part: GatewaySnapshot? = await withCheckedContinuation { continuation in
                let isRunning = member.thread.submit { loop in
                    continuation.resume(returning: content.value(on: loop).snapshot)
                }
                if !isRunning { continuation.resume(returning: nil) }
            }
            if let part { sum.add(part) }
        }
        return sum
    }

    /// Stops gracefully: ends the requests of clients, then those from worker to worker, then the loops.
    ///
    /// The deadline holds for either; see ``endRequests(of:within:)``.
    public func stop(within deadline: Duration) async {
        for origin in RequestOrigin.allCases { await endRequests(of: origin, within: deadline) }
        for member in members { member.thread.stop() }
        for member in members { await member.thread.stopped() }
    }

    /// Accepts no more of an origin, closes idle connections, lets requests in hand end, and after the deadline closes
    /// what is left; returns when no connection is left.
    ///
    /// Clients end first: their requests may still need the way from worker to worker.
    public func endRequests(of origin: RequestOrigin, within deadline: Duration) async {
        await withDiscardingTaskGroup { group in
            for member in members {
                group.addTask { await member.endRequests(of: origin, within: deadline) }
            }
        }
    }
}

extension Gateway.Member {
    fileprivate func endRequests(of origin: RequestOrigin, within deadline: Duration) async {
        await withCheckedContinuation { continuation in
            let isRunning = thread.submit { loop in
                let reception = content.value(on: loop).reception(of: origin)
                let timer = loop.after(deadline) { reception.closeAll() }
                reception.end {
                    timer.cancel()
                    continuation.resume()
                }
            }
            if !isRunning { continuation.resume() }
        }
    }
}

extension LoopError {
    /// The loop has ended.
    fileprivate static let stopped = LoopError(operation: "use a stopped gateway", code: 125)
}
