import HTTPEngine
import HTTPModel

/// Passes WebSockets through: their handshake with its answer, then bytes both ways as they come.
///
/// One thing is looked at. In Prefect's subprotocol a client says first who it is, and if it says so by a token of
/// Sluice's, that is verified and the server gets Sluice's own credential in its place, as in requests. Extensions are
/// not offered to the server, so that this frame is plain.
///
/// Where a token is needed and the handshake has none, the 101 comes before it. How long a client may take to say who
/// it is, and how many may take their time at once, is limited then.
struct SocketPassage: Sendable {
    private let server: UpstreamServer
    private let door: Door
    private let openings: OpeningLimits
    private let places: OpeningPlaces

    init(server: UpstreamServer, door: Door, openings: OpeningLimits) {
        self.server = server
        self.door = door
        self.openings = openings
        places = OpeningPlaces(openings.places)
    }

    /// Answers a request for a WebSocket that the door let in.
    func open(_ admitted: Admitted) async throws(UpstreamFailure) -> HTTPResponse {
        guard door.policy == .token, admitted.token == nil else { return try await open(admitted, at: nil) }
        guard let place = places.take() else { return DoorRefusal.tooManyOpenings.response }
        return try await open(admitted, at: place)
    }

    /// `place` is held until the client has said who it is.
    ///
    /// Whatever ends this early lets go of both bodies, and with them of the connection to the server.
    private func open(_ admitted: Admitted, at place: OpeningPlace?) async throws(UpstreamFailure) -> HTTPResponse {
        let (writer, body) = HTTPBody.pipe()
        var request = admitted.request
        request.fields = Self.handshake(request.fields)
        request.body = body
        var answer = try await server.openSocket(request)
        answer.fields = answer.fields.passedBack
        let isPrefect = answer.fields[.secWebSocketProtocol] == HTTPRequest.prefectProtocol
        let isOpened = answer.status == .switchingProtocols
        guard isPrefect && isOpened || place == nil else {
            // Nothing will say who this is.
            return DoorRefusal.tokenRequired.response
        }
        guard isOpened else { return answer }
        let lastWords = LastWords()
        let opening = isPrefect ? OpeningCheck(door: door, admitted: admitted) : nil
        return .tunnel(to: "websocket", fields: answer.fields, body: lastWords.body(behind: answer.body)) { input in
            do {
                if let opening, let first = try await firstMessage(of: input, writer, opening, at: place) {
                    try await writer.write(first)
                }
                for try await chunk in input { try await writer.write(chunk) }
                writer.finish()
            } catch let refusal as OpeningCheck.Refused {
                lastWords.say(refusal.frame)
                writer.fail(refusal)
            } catch {
                writer.fail(error)
            }
        }
    }

    /// Waits for what the client says first, and then leaves the place, if there is one.
    private func firstMessage(
        of input: HTTPBody,
        _ writer: HTTPBodyWriter,
        _ opening: OpeningCheck,
        at place: OpeningPlace?
    ) async throws -> [UInt8]? {
        guard let place else { return try await opening.firstMessage(of: input, carryingTo: writer) }
        defer { place.leave() }
        return try await opening.firstMessage(of: input, carryingTo: writer, within: openings.patience)
    }

    private static func handshake(_ fields: HTTPFields) -> HTTPFields {
        var passed = fields.passedOn
        passed.remove("Sec-WebSocket-Extensions")
        passed.append(.connection, "Upgrade")
        passed.append(.upgrade, "websocket")
        return passed
    }
}
