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

/// A setting's name and value, as the routes need them.
struct StoredSetting: WorkloadRow {
    static let table = "setting"

    let name: Setting.Name
    let value: String

    init(_ row: inout Row) throws(StoreFailure) {
        guard let name = Setting.Name(rawValue: try row.text()) else { throw row.corrupt }
        self.name = name
        value = try row.text()
    }
}

extension RoutingSettings {
    init(_ stored: [StoredSetting]) {
        func value(of name: Setting.Name) -> String {
            stored.first { $0.name == name }?.value ?? name.defaultValue
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
