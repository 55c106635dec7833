import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Tails: what a worker does, live, over a WebSocket.
extension CloudflareAPI {
    static func addTailRoutes(_ table: inout EndpointTable) {
        table.worker(.post, "/tails", Endpoint(.readLogs, CloudflareAPI.createTail))
        table.worker(.get, "/tails", Endpoint(.readLogs, CloudflareAPI.readTails))
        table.worker(.delete, "/tails/{tail}", Endpoint(.readLogs, CloudflareAPI.deleteTail))
        let environment = "/workers/services/{worker}/environments/{environment}/tails"
        table.account(.post, environment, Endpoint(.readLogs, CloudflareAPI.createTail))
        table.account(.get, environment, Endpoint(.readLogs, CloudflareAPI.readTails))
        table.account(.delete, environment + "/{tail}", Endpoint(.readLogs, CloudflareAPI.deleteTail))
    }

    @Sendable
    private func createTail(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let filters = try await filters(call, of: worker)
        let secret = TailTicket.secret(of: environment.randomBytes(Tail.secretByteCount))
        let id = Tail.ID(environment.makeUUID())
        let tail = Tail(
            id: id,
            worker: worker,
            filters: filters,
            address: "ws://\(call.request.authority ?? configuration.loopback)\(TailTicket.path)/\(id)",
            secret: TailTicket.hash(secret),
            token: call.token.hash,
            createdAt: environment.now()
        )
        try tails.add(tail, at: environment.now())
        return .result(wire(tail, address: "\(tail.address)/\(secret)"))
    }

    private func filters(_ call: Call, of worker: Workload) async throws -> [TailFilter] {
        let items = try await call.json(upTo: Self.tailRequestBytes)["filters"]?.array ?? []
        guard items.count <= TailFilter.maximumCount else {
            throw CloudflareError.parameterMalformed("filters", "more than \(TailFilter.maximumCount)")
        }
        var sender: String?
        if case .internet(let host, _) = call.request.peer { sender = host }
        var filters: [TailFilter] = []
        for item in items {
            filters.append(try await TailFilter(item, sender: sender) { try await version($0, of: worker).id })
        }
        return filters
    }

    /// The bytes of a request for a tail; what it says is kept in memory.
    private static let tailRequestBytes = 16_384

    /// Answers with the newest tail alone, because that is how clients read it, and without its secret, told once.
    @Sendable
    private func readTails(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let tail = tails.newest(of: worker.id, at: environment.now())
        return .result(tail.map { wire($0, address: $0.address) } ?? nil)
    }

    /// Succeeds for a tail that is not there either: clients delete theirs when its WebSocket has ended it.
    @Sendable
    private func deleteTail(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        if let id = Tail.ID(call.parameters["tail"]) { tails.delete(id, of: worker.id) }
        return .result(nil)
    }

    private func wire(_ tail: Tail, address: String) -> JSONValue {
        ["id": .string(tail.id.description), "url": .string(address), "expires_at": JSONValue(tail.expiresAt)]
    }
}

/// The WebSocket.
extension CloudflareAPI {
    /// Opens a tail by its address, which needs no other credential and works once.
    func openTail(_ ticket: TailTicket, _ request: HTTPRequest) async throws -> HTTPResponse {
        guard request.fields["upgrade"]?.lowercased() == "websocket" else { throw CloudflareError.webSocketOnly }
        guard let tail = tails.claim(ticket.id, secret: ticket.secret, at: environment.now()) else {
            throw CloudflareError.tailUnknown
        }
        guard let feed = await environment.invocations(tail.worker.id) else {
            tails.remove(tail.id)
            throw CloudflareError.unavailable("no data process answers, or too many tails are open")
        }
        return .webSocket(protocol: TailSession.subprotocol, options: TailSession.options) { session in
            defer { tails.remove(tail.id) }
            guard tails.open(tail.id, by: session) else { return }
            await TailSession(
                tail: tail,
                feed: feed,
                session: session,
                describe: { await describe($0) },
                objection: { await objection(to: tail) }
            )
            .run()
        }
    }

    /// What an event says of the version that made it.
    private func describe(_ id: Version.ID) async -> JSONValue {
        var members: [String: JSONValue] = ["id": .string(id.description)]
        // An event is worth more than what else its version has to say.
        if let version = try? await plane.store.version(id) {
            members["tag"] = version.tag.map(JSONValue.string)
            members["message"] = version.attribution.message.map(JSONValue.string)
        }
        return .object(members)
    }

    /// Why a tail must not go on: its time is over, or the token it was made with is worth nothing any more.
    private func objection(to tail: Tail) async -> String? {
        let now = environment.now()
        guard now < tail.expiresAt else { return "the tail has expired" }
        do {
            guard let token = try await access.token(hash: tail.token), token.isValid(at: now) else {
                return "the token of the tail is not valid any more"
            }
            return nil
        } catch {
            environment.report(tail.id.description, 0, "\(error)")
            return nil
        }
    }
}
