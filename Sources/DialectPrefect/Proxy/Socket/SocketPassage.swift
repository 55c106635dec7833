import HTTPEngine
import HTTPModel

/// Passes WebSockets through: their handshake with its answer, then bytes both ways as they come.
///
/// One thing is looked at. In Prefect's subprotocol a client says first who it is, and if it says so by a token of
/// Sluice's, that is verified and the server gets Sluice's own credential in its place, as in requests. Extensions are
/// not offered to the server, so that this frame is plain.
struct SocketPassage: Sendable {
    let server: UpstreamServer
    let door: Door

    /// Answers a request for a WebSocket that the door let in.
    func open(_ admitted: Admitted) async throws(UpstreamFailure) -> HTTPResponse {
        let (writer, body) = HTTPBody.pipe()
        var request = admitted.request
        request.fields = Self.handshake(request.fields)
        request.body = body
        var answer = try await server.openSocket(request)
        answer.fields = answer.fields.passedBack
        let isPrefect = answer.fields[.secWebSocketProtocol] == HTTPRequest.prefectProtocol
        let isOpened = answer.status == .switchingProtocols
        guard isPrefect && isOpened || admitted.token != nil || door.policy == .anyone else {
            // Nothing will say who this is.
            return DoorRefusal.tokenRequired.response
        }
        guard isOpened else { return answer }
        let lastWords = LastWords()
        let opening = isPrefect ? OpeningCheck(door: door, admitted: admitted) : nil
        return .tunnel(to: "websocket", fields: answer.fields, body: lastWords.body(behind: answer.body)) { input in
            await Self.carry(input, to: writer, through: opening, lastWords)
        }
    }

    private static func handshake(_ fields: HTTPFields) -> HTTPFields {
        var passed = fields.passedOn
        passed.remove("Sec-WebSocket-Extensions")
        passed.append(.connection, "Upgrade")
        passed.append(.upgrade, "websocket")
        return passed
    }

    /// Carries what the client sends to the server until one of them ends.
    private static func carry(
        _ input: HTTPBody,
        to writer: HTTPBodyWriter,
        through opening: OpeningCheck?,
        _ lastWords: LastWords
    ) async {
        do {
            if let opening { try await opening.pass(input, to: writer) }
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
