import DialectFunctionCompute
import FoundationEssentials
import ReleaseModel

/// All that is known of one service: its routes, and the settings of its functions as values.
struct FunctionService: Sendable {
    let route: WorkloadRoute
    private let provisioned: [Setting.Scope: ProvisionedInstances]
    private let onDemand: [Setting.Scope: OnDemandInstances]
    private let asynchronous: [Setting.Scope: AsynchronousCalls]

    init(_ route: WorkloadRoute) {
        self.route = route
        provisioned = Self.values(of: .provisionedInstances, in: route)
        onDemand = Self.values(of: .onDemandInstances, in: route)
        asynchronous = Self.values(of: .asynchronousCalls, in: route)
    }

    var name: String { route.workload.name.text }

    /// A setting that cannot be read counts as not set.
    private static func values<Value: Decodable>(
        of name: Setting.Name,
        in route: WorkloadRoute
    ) -> [Setting.Scope: Value] {
        var values: [Setting.Scope: Value] = [:]
        for setting in route.scopedSettings where setting.name == name {
            values[setting.scope] = try? JSONDecoder().decode(Value.self, from: Data(setting.value.utf8))
        }
        return values
    }

    /// The most instances that a function may have for a qualifier; `nil` unless somebody has set it.
    func maximumInstances(of function: String, _ qualifier: Qualifier) -> Int? {
        onDemand[Setting.Scope(target: qualifier.name, component: function)]?.maximum
    }

    /// What becomes of asynchronous calls of a function by a qualifier.
    func asynchronousCalls(of function: String, _ qualifier: Qualifier) -> AsynchronousCalls? {
        asynchronous[Setting.Scope(target: qualifier.name, component: function)]
    }

    /// The functions whose calls can be looked at, each with the qualifier for which that was set.
    var statefulFunctions: [(function: String, qualifier: String)] {
        asynchronous.filter(\.value.isStateful).map { ($0.key.component, $0.key.target) }
    }

    /// Every wish for instances that are kept ready.
    var wishes: [(qualifier: Qualifier, function: String, count: Int)] {
        provisioned.map { (Qualifier($0.target), $0.component, $1.target) }.filter { $0.2 > 0 }
    }

    /// How many instances are to be kept ready for a qualifier.
    func provisionedInstances(of function: String, _ qualifier: Qualifier) -> Int {
        provisioned[Setting.Scope(target: qualifier.name, component: function)]?.target ?? 0
    }
}

extension FunctionService {
    /// Finds the state that a qualifier means for one request.
    ///
    /// An alias draws once, by its rules first. One that leads to a version that is gone leads nowhere.
    func resolve(
        _ qualifier: Qualifier,
        attributes: (RequestAttribute) -> String?,
        slot: Int
    ) throws(FunctionComputeError) -> ResolvedVersion {
        switch qualifier {
        case .latest: return try head(for: qualifier)
        case .version(let number):
            guard let version = route.versions.first(where: { $0.number == number }) else {
                throw .versionNotFound(number, service: name)
            }
            return resolved(version, for: qualifier)
        case .alias(let alias):
            guard let found = route.aliases.first(where: { $0.name.text == alias }) else {
                throw .aliasNotFound(alias, service: name)
            }
            let rule = found.routing.rules.first { $0.rule.matches(attributes) }
            switch (rule?.slots ?? found.routing.slots).owner(of: slot) {
            case .head: return try head(for: qualifier)
            case .version(let id):
                guard let version = route.versions.first(where: { $0.id == id }) else {
                    throw FunctionComputeError(
                        .versionNotFound,
                        "the version that alias '\(alias)' of service '\(name)' leads to does not exist"
                    )
                }
                return resolved(version, for: qualifier)
            }
        }
    }

    private func head(for qualifier: Qualifier) throws(FunctionComputeError) -> ResolvedVersion {
        guard let head = route.head else {
            throw FunctionComputeError(.versionNotFound, "service '\(name)' has no LATEST")
        }
        return ResolvedVersion(workload: route.workload, qualifier: qualifier, version: head, isHead: true)
    }

    private func resolved(_ version: VersionRoute, for qualifier: Qualifier) -> ResolvedVersion {
        ResolvedVersion(workload: route.workload, qualifier: qualifier, version: version, isHead: false)
    }

    /// The states that a qualifier may lead to now, each with how many of so many instances are its own.
    ///
    /// Of an alias with a canary the canary has its share, rounded up, and the primary the rest.
    func shares(of count: Int, for qualifier: Qualifier) -> [(version: ResolvedVersion, count: Int)] {
        guard case .alias(let alias) = qualifier else {
            let version = try? resolve(qualifier, attributes: { _ in nil }, slot: 0)
            return version.map { [($0, count)] } ?? []
        }
        guard let found = route.aliases.first(where: { $0.name.text == alias }) else { return [] }
        // The smaller share is the canary's, and the later of two equal ones.
        let shares = found.routing.split.shares.enumerated().sorted {
            ($0.element.slots, -$0.offset) < ($1.element.slots, -$1.offset)
        }
        var rest = count
        var result: [(ResolvedVersion, Int)] = []
        for (position, share) in shares.map(\.element).enumerated() {
            let exact = (count * share.slots + TrafficSplit.slotCount - 1) / TrafficSplit.slotCount
            let own = position == shares.count - 1 ? rest : min(rest, exact)
            rest -= own
            if own > 0, let version = version(of: share.target, for: qualifier) { result.append((version, own)) }
        }
        return result
    }

    private func version(of target: TrafficSplit.Target, for qualifier: Qualifier) -> ResolvedVersion? {
        switch target {
        case .head: try? head(for: qualifier)
        case .version(let id):
            route.versions.first { $0.id == id }.map { resolved($0, for: qualifier) }
        }
    }

    /// The qualifier that a trigger leads to; `nil` when that is a version that is gone.
    func qualifier(of target: Trigger.Target) -> Qualifier? {
        switch target {
        case .head: .latest
        case .alias(let name): .alias(name.text)
        case .version(let id): route.versions.first { $0.id == id }.map { .version($0.number) }
        }
    }
}
