import Foundation
import GatewayPlane
import ReleaseModel
import SocketTesting
import Testing

@Suite("Hosts of functions, and custom domains, lead to what calls functions", .timeLimit(.minutes(1)))
struct FunctionTests {
    private static let host = "shop-pay-1.fcapp.localhost"
    private static let trigger = "00000000-0000-4000-8000-00000000000e"
    private static let fields = [
        "X-Fc-Request-Id: 1", "x-fc-date: Sat, 21 Nov 2026 07:23:48 GMT", "X-FC-Invocation-Type: Async",
    ]

    /// Runs a gateway with a service, whose calls the test takes, and the worker `hello`.
    private func run(
        _ sources: [Trigger.Source],
        _ body: (GatewayFixture, PlainListener) async throws -> Void
    ) async throws {
        let zone = try DomainName("example.com")
        try await GatewayFixture.run([.example(), try .service(sources)]) {
            $0.zones = [zone]
        } _: { fixture in
            let number = Version.ID.number(of: InstanceTarget.functions.version)
            try await body(fixture, try PlainListener(path: FixedInstances.path(fixture.folder.path, number)))
        }
    }

    private func head(_ fixture: GatewayFixture, _ listener: PlainListener, _ request: String) throws -> [String] {
        let client = try fixture.client()
        try client.send(request)
        let head = try #require(listener.accept()).receive(until: "\r\n\r\n")
        return head.components(separatedBy: "\r\n").map { $0.lowercased() }
    }

    @Test("with the trigger, the client and the fields in which clients of functions sign")
    func names() async throws {
        try await run([.http(label: "shop-pay-1")]) { fixture, listener in
            let fields = Self.fields.joined(separator: "\r\n")
            let lines = try head(
                fixture,
                listener,
                "GET /a%20b?c=d HTTP/1.1\r\nHost: \(Self.host)\r\nDate: now\r\n\(fields)\r\n\r\n"
            )
            #expect(lines.first == "get http://\(Self.host)/a%20b?c=d http/1.1")
            #expect(lines.contains("x-gw-trigger: \(Self.trigger)"))
            #expect(lines.contains { $0.hasPrefix("x-gw-client: 127.0.0.1") })
            #expect(lines.contains("date: now"))
            for field in Self.fields { #expect(lines.contains(field.lowercased())) }
        }
    }

    @Test(
        "and none of the fields that only Sluice writes",
        arguments: [
            "x-gw-trigger: 1", "X-Gw-Account: 1", "x_gw_account: 1", "X_Fc_Request_Id: 1", "Sluice-Anything: 1",
        ]
    )
    func drops(field: String) async throws {
        try await run([.http(label: "shop-pay-1")]) { fixture, listener in
            let lines = try head(
                fixture,
                listener,
                "GET / HTTP/1.1\r\nHost: \(Self.host)\r\n\(field)\r\nX-Kept: 1\r\n\r\n"
            )
            #expect(lines.contains("x-kept: 1"))
            #expect(!lines.contains(field.lowercased()))
            #expect(lines.filter { $0.hasPrefix("x-gw-trigger: ") } == ["x-gw-trigger: \(Self.trigger)"])
        }
    }

    @Test("a domain leads there by its paths, and to the trigger that has it")
    func domains() async throws {
        try await run([.domainPath("shop.example.com/v1/*")]) { fixture, listener in
            let lines = try head(fixture, listener, "GET /v1/pay HTTP/1.1\r\nHost: shop.example.com\r\n\r\n")
            #expect(lines.first == "get http://shop.example.com/v1/pay http/1.1")
            #expect(lines.contains("x-gw-trigger: \(Self.trigger)"))
        }
    }

    @Test("fields of functions reach no worker")
    func workers() async throws {
        try await run([.http(label: "shop-pay-1")]) { fixture, _ in
            let engine = try fixture.engine()
            let fields = Self.fields.joined(separator: "\r\n")
            let lines = try head(
                fixture,
                engine,
                "GET / HTTP/1.1\r\nHost: hello.localhost\r\n\(fields)\r\nX-Kept: 1\r\n\r\n"
            )
            #expect(lines.contains("x-kept: 1"))
            #expect(!lines.contains { $0.hasPrefix("x-fc-") || $0.hasPrefix("x-gw-trigger") })
        }
    }

    @Test(
        "no other host does",
        arguments: ["shop-pay-1.localhost", "other.fcapp.localhost", "a.shop-pay-1.fcapp.localhost", "fcapp.localhost"]
    )
    func others(host: String) async throws {
        try await run([.http(label: "shop-pay-1")]) { fixture, _ in
            let answer = try fixture.answer("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            #expect(answer.status == 404)
            #expect(fixture.instances.acquired.isEmpty)
        }
    }
}

extension WorkloadRoute {
    /// A service with triggers that lead to its draft.
    fileprivate static func service(_ sources: [Trigger.Source]) throws -> WorkloadRoute {
        let workload = Workload(
            id: try #require(Workload.ID("00000000-0000-4000-8000-000000000009")),
            account: try #require(Account.ID("00000000-0000-4000-8000-000000000000")),
            kind: .service,
            name: try Workload.Name("shop", kind: .service),
            createdAt: Date(timeIntervalSince1970: 0)
        )
        return WorkloadRoute(
            workload: workload,
            components: ["pay"],
            aliases: [],
            versions: [],
            triggers: sources.map { .example($0, of: workload.id, target: .head) }
        )
    }
}
