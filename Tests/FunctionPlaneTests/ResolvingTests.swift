import DialectFunctionCompute
import FoundationEssentials
import ReleaseModel
import Testing

@testable import FunctionPlane

@Suite("A call's version follows from its qualifier")
struct ResolvingTests {
    let service: TestService
    let one: Version.ID
    let two: Version.ID

    init() throws {
        var service = try TestService()
        try service.edit([.function("f")])
        one = try service.publish(1)
        two = try service.publish(2)
        let content = try #require(
            Rule(
                match: .any,
                conditions: [
                    .init(.header("x-canary"), .equals("yes")), .init(.cookie("c"), .compares(.greater, to: "m")),
                ],
                split: TrafficSplit(allTo: two)
            )
        )
        try service.point("prod", at: [(one, 80_000), (two, 20_000)])
        try service.point("byContent", at: [(one, 100_000)], rules: [content])
        try service.point("dangling", at: [(Version.ID(UUID()), 100_000)])
        self.service = service
    }

    private func resolve(
        _ qualifier: String?,
        slot: Int = 0,
        attributes: [RequestAttribute: String] = [:]
    ) throws -> ResolvedVersion {
        try FunctionService(service.route).resolve(Qualifier(qualifier), attributes: { attributes[$0] }, slot: slot)
    }

    @Test(
        "of the head, a version, and the share of an alias that a draw hits",
        arguments: [
            (nil, 0, "LATEST"), ("LATEST", 0, "LATEST"), ("1", 0, "1"), ("2", 0, "2"), ("prod", 0, "1"),
            ("prod", 79_999, "1"), ("prod", 80_000, "2"), ("prod", 99_999, "2"),
        ] as [(String?, Int, String)]
    )
    func states(qualifier: String?, slot: Int, label: String) throws {
        #expect(try resolve(qualifier, slot: slot).label == label)
    }

    @Test(
        "of what a rule says before any draw",
        arguments: [
            ([.header("x-canary"): "yes"], "2"), ([.header("x-canary"): "no"], "1"), ([.cookie("c"): "z"], "2"),
            ([.cookie("c"): "a"], "1"), ([:], "1"),
        ] as [([RequestAttribute: String], String)]
    )
    func rules(attributes: [RequestAttribute: String], label: String) throws {
        #expect(try resolve("byContent", slot: 99_999, attributes: attributes).label == label)
    }

    @Test(
        "or is refused as clients know it",
        arguments: [
            ("3", .versionNotFound), ("nobody", .aliasNotFound), ("dangling", .versionNotFound),
            ("99999999999999999999", .versionNotFound),
        ] as [(String, FunctionComputeError.Code)]
    )
    func refusals(qualifier: String, code: FunctionComputeError.Code) {
        let error = #expect(throws: FunctionComputeError.self) { try resolve(qualifier) }
        #expect(error?.code == code)
    }

    @Test("and of an alias's instances the canary has its share, rounded up")
    func shares() throws {
        let found = FunctionService(service.route)
        func counts(_ count: Int, _ qualifier: String) -> [String: Int] {
            found.shares(of: count, for: Qualifier(qualifier)).reduce(into: [:]) { $0[$1.version.label] = $1.count }
        }
        #expect(counts(10, "prod") == ["1": 8, "2": 2])
        #expect(counts(11, "prod") == ["1": 8, "2": 3])
        #expect(counts(1, "prod") == ["2": 1])
        #expect(counts(5, "LATEST") == ["LATEST": 5])
        #expect(counts(5, "2") == ["2": 5])
        #expect(counts(5, "dangling") == [:])
    }

    @Test("as soon as the table was told, and no more once the service is gone")
    func table() throws {
        let table = FunctionTable()
        let account = TestService.account
        #expect(throws: FunctionComputeError.self) { try table.service(named: "shop", of: account) }
        table.apply(service.delta)
        #expect(try table.service(named: "shop", of: account).route == service.route)
        #expect(throws: FunctionComputeError.self) { try table.service(named: "shop", of: Account.ID(UUID())) }
        let other = try TestService("shop", account: Account.ID(UUID()))
        table.apply(other.delta)
        #expect(table.services(named: "shop").count == 2)
        table.apply(RoutingDelta(revision: Revision(3), isComplete: false, changed: [], removed: [service.workload.id]))
        #expect(throws: FunctionComputeError.self) { try table.service(named: "shop", of: account) }
        table.apply(RoutingDelta(revision: Revision(4), isComplete: true, changed: [service.route]))
        #expect(table.services.map(\.route) == [service.route])
    }
}
