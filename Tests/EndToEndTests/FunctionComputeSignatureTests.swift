import DialectFunctionCompute
import FoundationEssentials
import HTTPEngine
import HTTPModel
import ReleaseCore
import ReleaseModel
import Synchronization
import Telemetry
import Testing

extension EndToEndTests {
    /// What the vendor's clients sign, against a server that does nothing but verify.
    @Suite("Function Compute's clients sign what is verified", .timeLimit(.minutes(3)))
    struct FunctionComputeSignatureTests {
        private static let secret = "testsecret"
        private static let limit: Duration = .seconds(60)
        /// The longest body that is read, in bytes.
        private static let bodyLimit = 1_024 * 1_024
        private static let triggerPaths = ["/2016-08-15/proxy/", "/trigger"]

        @Test("the Python SDK of 2021, by version 3 and 2, and HTTP triggers")
        func newClient() async throws {
            let schemes = try await run("signatures_2021.py", client: "alibabacloud-fc-2.0.12")
            #expect(schemes == ["ACS3-HMAC-SHA256", "acs", "FC"])
        }

        @Test("the Python SDK of 2016, and HTTP triggers")
        func classicClient() async throws {
            #expect(try await run("signatures_2016.py", client: "aliyun-fc2-2.5.2") == ["FC"])
        }

        /// Runs a program against a server of its own; returns which schemes it signed by.
        private func run(_ program: String, client: String) async throws -> Set<String> {
            let key = AccessKey(
                id: try #require(AccessKey.ID("testid")),
                account: Account.ID(UUID()),
                owner: "anna",
                scopes: [.admin],
                createdAt: Date()
            )
            let verifier = RequestVerifier(nonces: NonceRegister { .now }, now: { Date() }) { id throws(ReleaseError) in
                id == key.id ? OpenedAccessKey(key, secret: Self.secret) : nil
            }
            let schemes = Mutex<Set<String>>([])
            let socket = try ListeningSocket(binding: try SocketAddress(parsing: "127.0.0.1:0"))
            let port = try #require(socket.port)
            let server = HTTPServer(name: "verifier", on: [socket], log: .silent) { request in
                let scheme = request.fields[.authorization]?.split(separator: " ").first
                _ = schemes.withLock { $0.insert(String(scheme ?? "")) }
                return await Self.answer(request, verifier)
            }
            let launcher = try ProgramLauncher()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                let result = try await launcher.run(
                    [
                        "python3", "\(Checkout.root)/Tests/Clients/function-compute/\(program)", "--endpoint",
                        "127.0.0.1:\(port)", "--key", "testid", "--secret", Self.secret,
                    ],
                    of: "/usr/bin/env",
                    environment: ["PYTHONPATH": "\(Checkout.root)/.venv/clients/\(client)"],
                    within: Self.limit
                )
                let failures = result.output.split(separator: "\n").filter { !$0.hasPrefix("passed") }
                #expect(result.succeeded, "\(failures.joined(separator: "\n"))\(result.errors)")
                group.cancelAll()
            }
            return schemes.withLock { $0 }
        }

        private static func answer(_ request: HTTPRequest, _ verifier: RequestVerifier) async -> HTTPResponse {
            let isTriggered = triggerPaths.contains { request.target.path.hasPrefix($0) }
            do {
                let verified = try await verifier.verify(
                    SignedRequest(request, for: isTriggered ? .trigger(prefix: "") : .call)
                )
                let body = try await request.body.collect(upTo: bodyLimit)
                _ = try verified.principal(sending: Digest(sha256: body))
                return HTTPResponse(.ok, contentType: "application/json", body: .text("{}"))
            } catch let refusal as SignatureRefusal {
                return FunctionComputeError(refusal).response(requestID: "r")
            } catch {
                return HTTPResponse(.badRequest)
            }
        }
    }
}
