import ReleaseModel
import SQLiteAccess

extension AliasRoute: WorkloadRow {
    static let table = "alias"

    init(_ row: inout Row) throws(StoreFailure) {
        let name = try row.aliasName()
        let affinity = try row.affinity()
        self.init(name: name, deployment: try row.identifier(), routing: try row.routing(), affinity: affinity)
    }
}

extension VersionRoute: WorkloadRow {
    static let table = "version"

    init(_ row: inout Row) throws(StoreFailure) {
        let number = try row.integer()
        let (id, snapshot): (Version.ID, Digest) = (try row.identifier(), try row.digest())
        self.init(id: id, number: number, snapshot: snapshot, parts: Snapshot.Parts(rawValue: try row.integer()))
    }
}

/// A draft, as the routes need it.
struct HeadRoute: WorkloadRow {
    static let table = "draft"

    let version: VersionRoute

    init(_ row: inout Row) throws(StoreFailure) {
        let snapshot = try row.digest()
        version = VersionRoute(head: snapshot, parts: Snapshot.Parts(rawValue: try row.integer()))
    }
}

/// A setting, as the routes need it.
struct StoredSetting: WorkloadRow {
    static let table = "setting"

    let name: Setting.Name
    let scope: Setting.Scope
    let value: String

    init(_ row: inout Row) throws(StoreFailure) {
        guard let name = Setting.Name(rawValue: try row.text()) else { throw row.corrupt }
        self.name = name
        scope = Setting.Scope(target: try row.text(), component: try row.text())
        value = try row.text()
    }

    /// The setting of a part; `nil` for one of the whole workload.
    var scoped: ScopedSetting? {
        scope == .workload ? nil : ScopedSetting(name: name, scope: scope, value: value)
    }
}

extension RoutingSettings {
    init(_ stored: [StoredSetting]) {
        func value(of name: Setting.Name) -> String {
            stored.first { $0.name == name && $0.scope == .workload }?.value ?? name.defaultValue
        }
        // Who may is said in words that this release knows, or nobody may.
        func policy(_ name: Setting.Name) -> AccessPolicy { AccessPolicy(rawValue: value(of: name)) ?? .off }
        self.init(
            reportsVersion: value(of: .versionHeaders) == "on",
            hasPreviews: value(of: .previews) == "on",
            previewAccess: policy(.previewAccess),
            versionOverrides: policy(.versionOverrides),
            affinityKeys: policy(.affinityKeys),
            hasHost: value(of: .host) == "on",
            accessToken: Digest(hex: value(of: .accessToken))
        )
    }
}
