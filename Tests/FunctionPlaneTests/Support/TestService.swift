import ContentDigest
import FoundationEssentials
import ReleaseModel

/// A service as tests build it: functions, versions, aliases and settings.
struct TestService {
    var workload: Workload
    var snapshots: [Digest: Snapshot] = [:]
    var versions: [VersionRoute] = []
    var aliases: [AliasRoute] = []
    var settings: [ScopedSetting] = []
    var triggers: [Trigger] = []
    var head: VersionRoute?

    static let account = Account.ID(UUID())

    init(_ name: String = "shop", account: Account.ID = Self.account) throws {
        workload = Workload(
            id: Workload.ID(UUID()),
            account: account,
            kind: .service,
            name: try Workload.Name(name, kind: .service),
            createdAt: Date(timeIntervalSince1970: 0)
        )
    }

    /// Makes functions the content of the head.
    mutating func edit(_ functions: [Component], configuration: [String: String] = [:]) throws {
        let snapshot = try Snapshot(kind: .service, components: functions, configuration: configuration)
        let digest = Self.digest("\(snapshot)")
        snapshots[digest] = snapshot
        head = VersionRoute(head: digest, parts: snapshot.parts)
    }

    /// Publishes what the head has.
    @discardableResult
    mutating func publish(_ number: Int) throws -> Version.ID {
        guard let head else { throw Missing() }
        let id = Version.ID(UUID())
        versions.append(VersionRoute(id: id, number: number, snapshot: head.snapshot, parts: head.parts))
        return id
    }

    mutating func point(_ alias: String, at shares: [(Version.ID, Int)], rules: [Rule] = []) throws {
        let split = try TrafficSplit(shares.map { .init(.version($0.0), slots: $0.1) })
        let routing = DeployedRouting(
            split: split,
            slots: Self.map(split),
            rules: rules.map { .init(rule: $0, slots: Self.map($0.split)) }
        )
        aliases.removeAll { $0.name.text == alias }
        aliases.append(
            AliasRoute(name: try Alias.Name(alias), deployment: Deployment.ID(UUID()), routing: routing)
        )
    }

    mutating func set(_ name: Setting.Name, _ target: String, _ function: String, _ value: some Encodable) throws {
        let text = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        let scope = Setting.Scope(target: target, component: function)
        settings.removeAll { $0.name == name && $0.scope == scope }
        settings.append(ScopedSetting(name: name, scope: scope, value: text))
    }

    var route: WorkloadRoute {
        WorkloadRoute(
            workload: workload,
            components: [],
            aliases: aliases,
            versions: versions,
            triggers: triggers,
            head: head,
            scopedSettings: settings
        )
    }

    var delta: RoutingDelta {
        RoutingDelta(revision: Revision(1), isComplete: false, changed: [route])
    }

    static func digest(_ text: String) -> Digest {
        Digest(SHA256.hash(Array(text.utf8))) ?? zero
    }

    private static let zero: Digest = {
        guard let digest = Digest([UInt8](repeating: 0, count: Digest.byteCount)) else { fatalError("32 bytes") }
        return digest
    }()

    private static func map(_ split: TrafficSplit) -> SlotMap {
        SlotMap.derived(for: split, from: nil) { target in
            split.shares.firstIndex { $0.target == target } ?? 0
        }
    }

    struct Missing: Error {}
}

extension Component {
    /// A function of one package.
    static func function(
        _ name: String,
        code: Digest = TestService.digest("code"),
        runtime: String = "python3",
        handler: String = "index.handler",
        timeout: Int = 10,
        memory: Int = 256,
        concurrency: Int = 1,
        initializer: Execution.Hook? = nil,
        environment: [String: String] = [:]
    ) throws -> Component {
        try Component(
            name: name,
            main: nil,
            modules: [Module(name: Component.packageName, type: .data, digest: code, size: 1)],
            bindings: environment.map { try Binding(name: $0, value: .plainText($1)) },
            compatibility: Compatibility(),
            execution: Execution(
                runtime: runtime,
                handler: handler,
                timeout: timeout,
                memory: memory,
                concurrency: concurrency,
                initializer: initializer
            )
        )
    }
}
