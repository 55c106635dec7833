import HTTPModel

/// The Prefect server as clients see it through Sluice, with nothing of its traffic looked into.
struct ReverseProxy: Sendable {
    let door: Door
    let server: UpstreamServer
    private let sockets: SocketPassage

    init(_ server: UpstreamServer, behind door: Door, openings: OpeningLimits = OpeningLimits()) {
        self.door = door
        self.server = server
        sockets = SocketPassage(server: server, door: door, openings: openings)
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        do {
            return await pass(try await door.admit(request))
        } catch {
            return error.response
        }
    }

    /// Passes on what the door has let in.
    func pass(_ admitted: Admitted) async -> HTTPResponse {
        do {
            return admitted.request.offersWebSocket
                ? try await sockets.open(admitted) : try await server.forward(admitted.request)
        } catch {
            return error.response(from: server.endpoint)
        }
    }
}
