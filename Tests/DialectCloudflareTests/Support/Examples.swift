import FoundationEssentials
import ReleaseModel

@testable import DialectCloudflare

extension Identifier {
    /// The identity that ends in a number, so that a failure names what it is about.
    static func example(_ number: UInt8 = 1) -> Identifier {
        Identifier(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, number)))
    }
}

extension Date {
    /// So many seconds after the moment at which examples are made.
    static func example(_ seconds: TimeInterval = 0) -> Date {
        Date(timeIntervalSince1970: 1_800_000_000 + seconds)
    }
}

extension Tail {
    /// A tail of the worker `worker-N`, whose secret is `secret`.
    static func example(
        _ number: UInt8 = 1,
        of worker: UInt8 = 1,
        filters: [TailFilter] = [],
        createdAt: Date = .example()
    ) throws -> Tail {
        let worker = Workload(
            id: .example(worker),
            account: .example(),
            kind: .worker,
            name: try Workload.Name("worker-\(worker)", kind: .worker),
            createdAt: .example()
        )
        return Tail(
            id: .example(number),
            worker: worker,
            filters: filters,
            address: "ws://127.0.0.1:8700/client/v4/tails/\(ID.example(number))",
            secret: TailTicket.hash("secret"),
            token: TailTicket.hash("token"),
            createdAt: createdAt
        )
    }
}

extension Invocation {
    /// A request that went well.
    static func example(
        _ method: String = "GET",
        headers: [String: String] = [:],
        outcome: Outcome = .ok,
        logs: [String] = [],
        version: UInt8 = 1
    ) -> Invocation {
        Invocation(
            version: .example(version),
            event: .request(Request(url: "http://a.example/p", method: method, headers: headers, status: 200)),
            outcome: outcome,
            time: .example(),
            logs: logs.map { Log(level: "log", text: $0, time: .example(0.25)) }
        )
    }

    static let scheduled = Invocation(
        version: .example(),
        event: .scheduled(cron: "*/5 * * * *", time: .example(60)),
        outcome: .ok,
        time: .example(61)
    )
}
