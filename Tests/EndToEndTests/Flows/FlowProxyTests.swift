import FoundationEssentials
import HTTPEngine
import HTTPModel
import NativeWire
import SocketTesting
import TestSurroundings
import Testing

extension EndToEndTests {
    /// Sluice in front of a server that asks for a password and for CSRF tokens, as an installation for many has it.
    @Suite(
        "Whoever Prefect lets in, and whoever has a token of Sluice's, is served as by Prefect itself",
        .enabled(if: PrefectEnvironment.isInstalled, Comment(rawValue: PrefectEnvironment.absence)),
        .flowStage(credential: "operator:pa:ss", settings: ["PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true"])
    )
    struct FlowProxyTests {
        private let stage: FlowStage

        init() throws {
            stage = try #require(FlowStage.current)
        }

        @Test("clients with the server's own password, and clients with a token, which goes no further")
        func credentials() async throws {
            let own = try stage.client(["PREFECT_API_AUTH_STRING": "operator:pa:ss"])
            _ = try await own.run("work-pool", "create", "by-password", "--type", "process").checked()
            let wrong = try stage.client(["PREFECT_API_AUTH_STRING": "operator:wrong"])
            #expect(try await !wrong.run("work-pool", "create", "by-nobody", "--type", "process").succeeded)

            let token = try await makeToken("release-bot", "deploy", "read")
            let keyed = try stage.client(["PREFECT_API_KEY": token])
            _ = try await keyed.run("work-pool", "create", "by-token", "--type", "process").checked()
            let pools = try await sending(
                .post,
                "/work_pools/filter",
                [:],
                by: try PrefectAPI(of: stage.url, token: token)
            )
            let names = Set((pools.json.array ?? []).compactMap { $0["name"]?.string })
            #expect(names.isSuperset(of: ["by-password", "by-token"]) && !names.contains("by-nobody"))
            // The server does not know it: what passed had Sluice's own password.
            let direct = try PrefectAPI(of: stage.prefect.url, token: token)
            #expect(try await direct.send(.get, "/admin/version").status == .unauthorized)
            #expect(!(stage.prefect.story + stage.sluice.logs + stage.sluice.outputs).contains(token))
        }

        @Test("a history is told to whoever can read the deployment, and to nobody else; only scopes move it")
        func history() async throws {
            let id = try await makeDeployment("guarded")
            let path = "/deployments/\(id)/versions"
            let nobody = try PrefectAPI(of: stage.url)
            let wrong = try PrefectAPI(of: stage.url, credential: "operator:wrong")
            let reader = try PrefectAPI(of: stage.url, token: try await makeToken("reader", "read"))
            for stranger in [nobody, wrong] {
                for question in [path, "\(path)/1", "\(path)/1/diff"] {
                    #expect(try await stranger.send(.get, question).status == .unauthorized, "\(question)")
                }
                #expect(try await stranger.send(.post, "\(path)/1/promote", [:]).status == .unauthorized)
            }
            #expect(try await reader.checked(.get, path)["count"] == 2)
            #expect(try await reader.send(.post, "\(path)/1/promote", [:]).status == .forbidden)
            let unknown = try PrefectAPI(of: stage.url, token: "slc_unknown")
            #expect(try await unknown.send(.get, path).status == .unauthorized)
            #expect(try await live(of: id) == 2)

            let token = try await makeToken("mover", "deploy", "read")
            let mover = try PrefectAPI(of: stage.url, token: token)
            try await mover.checked(.post, "\(path)/1/promote", [:])
            #expect(try await live(of: id) == 1)
            let authors: WireList<WireDeployment> = try await stage.sluice.api.get("flows/guarded%2Fd/deployments")
            #expect(authors.items.first?.author == "mover")
        }

        @Test("what is not looked into passes byte for byte, compressed as the server compressed it")
        func bytes() async throws {
            _ = try await makeDeployment("bytes")
            let credential = "Basic \(Data("operator:pa:ss".utf8).base64EncodedString())"
            let fields: HTTPFields = [
                "Authorization": try HTTPFieldValue(credential), "Accept-Encoding": "gzip",
            ]
            for target in ["/api/flows/name/bytes", "/api/collections/views/aggregate-worker-metadata", "/v2/"] {
                var fields = fields
                if target == "/v2/" { fields.set("Accept", to: "text/html") }
                let request = HTTPRequest(.get, try HTTPTarget(target), fields: fields)
                let (direct, passed) = (try await read(request, stage.prefect.url), try await read(request, stage.url))
                #expect(passed.status == .ok && passed.status == direct.status)
                #expect(passed.bytes == direct.bytes, "\(target)")
                for name in ["Content-Type", "Content-Encoding", "Vary", "ETag"] as [HTTPFieldName] {
                    #expect(passed.fields[name] == direct.fields[name], "\(target) \(name)")
                }
                let isCompressed = passed.fields["Content-Encoding"] == "gzip"
                #expect(isCompressed != target.hasPrefix("/api/flows"), "\(target)")
            }
        }

        @Test("events reach the server over a WebSocket, by either credential, and by no other")
        func events() async throws {
            let program = "\(Checkout.root)/Tests/Clients/prefect/emitting.py"
            let token = try await makeToken("worker", "deploy", "read")
            for (name, credential) in ["by.password": "operator:pa:ss", "by.token": token] {
                let client = try stage.client(["PREFECT_API_AUTH_STRING": credential])
                _ = try await client.script(program, name).checked()
            }
            let names = try await Deadline(in: .seconds(15)).poll("the events are there", every: .milliseconds(200)) {
                let query: JSONValue = ["filter": ["event": ["prefix": ["by."]]]]
                let found = try await sending(.post, "/events/filter", query, by: try stage.prefect.api)
                let names = Set((found.json["events"]?.array ?? []).compactMap { $0["event"]?.string })
                return names.count >= 2 ? names : nil
            }
            #expect(names == ["by.password", "by.token"])
            let reader = try await makeToken("reader", "read")
            for credential in ["operator:wrong", "slc_unknown", reader] {
                #expect(try closing(ofWebSocketWith: credential) == 1008)
            }
        }

        @Test("what is changed past Sluice is a version of origin drift by the next read")
        func drift() async throws {
            let id = try await makeDeployment("drifting")
            try await changed(.patch, "/deployments/\(id)", ["description": "past Sluice"], by: try stage.prefect.api)
            let read = try await stage.api.checked(.get, "/deployments/\(id)")
            let newest = try #require(try await stage.versions(of: id).first)
            #expect(newest["number"] == 3 && newest["live"] == true && newest["description"] == "past Sluice")
            #expect(read["version_id"] == newest["id"])
            let moves: WireList<WireDeployment> = try await stage.sluice.api.get("flows/drifting%2Fd/deployments")
            #expect(moves.items.map(\.origin) == ["drift", "requested", "requested"])
        }

        @Test("a server that is down is a 502 that says so, and is served again when it is back")
        func outage() async throws {
            let id = try await makeDeployment("patient")
            try await stage.prefect.stop()
            for (method, path) in [(HTTPMethod.get, "/deployments/\(id)"), (.get, "/flows/name/patient")] {
                let answer = try await stage.api.send(method, path)
                #expect(answer.status == .badGateway && answer.json["code"] == "upstream_unreachable", "\(path)")
                #expect(answer.json["detail"]?.string?.isEmpty == false)
            }
            let moving = try await stage.api.send(.post, "/deployments/\(id)/versions/1/promote", [:])
            #expect(moving.status == .badGateway)
            try await stage.prefect.start()
            #expect(try await live(of: id) == 2)
            try await changed(.post, "/deployments/\(id)/versions/1/promote", [:], by: try stage.api)
            #expect(try await live(of: id) == 1)
        }

        // MARK: Making

        private func makeToken(_ owner: String, _ scopes: String...) async throws -> String {
            let request = WireTokenRequest(owner: owner, scopes: scopes)
            let token: WireCreatedToken = try await stage.sluice.api.send(.post, "tokens", request)
            return token.secret
        }

        /// Makes a deployment `FLOW/d` with two versions, and returns its identity.
        private func makeDeployment(_ flow: String) async throws -> String {
            let api = try stage.api
            let made = try await changed(.post, "/flows/", ["name": .string(flow)], by: api)
            let body: JSONValue = ["name": "d", "flow_id": made["id"] ?? .null, "description": "one"]
            let id = try #require(try await changed(.post, "/deployments/", body, by: api)["id"]?.string)
            try await changed(.patch, "/deployments/\(id)", ["description": "two"], by: api)
            return id
        }

        /// Sends a request with a CSRF token of its own, as Prefect's clients do.
        private func sending(
            _ method: HTTPMethod,
            _ path: String,
            _ body: JSONValue,
            by api: PrefectAPI
        ) async throws -> PrefectAPI.Answer {
            let client = UUID().uuidString
            let token = try #require(try await api.checked(.get, "/csrf-token?client=\(client)")["token"]?.string)
            let fields: HTTPFields = [
                "Prefect-Csrf-Token": try HTTPFieldValue(token), "Prefect-Csrf-Client": try HTTPFieldValue(client),
            ]
            return try await api.send(method, path, body, fields: fields)
        }

        @discardableResult
        private func changed(
            _ method: HTTPMethod,
            _ path: String,
            _ body: JSONValue,
            by api: PrefectAPI
        ) async throws -> JSONValue {
            let answer = try await sending(method, path, body, by: api)
            try #require((200..<300).contains(answer.status.code), "\(path): \(answer.status) \(answer.json.text)")
            return answer.json
        }

        // MARK: Reading

        /// The code by which a WebSocket for events is closed to who says this.
        private func closing(ofWebSocketWith credential: String) throws -> Int? {
            guard case .tcp(_, let port) = try HTTPEndpoint(url: stage.url) else { return nil }
            let webSocket = try PlainWebSocket(
                over: try PlainSocket(port: port),
                host: "127.0.0.1:\(port)",
                target: "/api/events/in",
                fields: "Sec-WebSocket-Protocol: prefect\r\n"
            )
            let opening: JSONValue = ["type": "auth", "token": .string(credential)]
            try webSocket.send(PlainFrame.text(opening.text))
            return try webSocket.receive()?.closeCode
        }

        private func live(of id: String) async throws -> Int? { try await stage.live(of: id) }

        private struct RawAnswer {
            let status: HTTPStatus
            let fields: HTTPFields
            let bytes: [UInt8]
        }

        private func read(_ request: HTTPRequest, _ url: String) async throws -> RawAnswer {
            let client = try HTTPClient(to: HTTPEndpoint(url: url))
            let response = try await client.send(request)
            var bytes = try await response.body.collect(upTo: 4 << 20)
            // The time of compression, in seconds (RFC 1952, section 2.3).
            if bytes.starts(with: [0x1F, 0x8B]) { bytes.replaceSubrange(4..<8, with: [0, 0, 0, 0]) }
            return RawAnswer(status: response.status, fields: response.fields, bytes: bytes)
        }
    }
}
