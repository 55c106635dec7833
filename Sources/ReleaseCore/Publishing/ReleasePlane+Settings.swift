public import ReleaseModel

extension ReleasePlane {
    /// Returns every setting of a workload by name, defaults included at revision 0.
    ///
    /// Of the access token only whether there is one: `set` or `none`.
    public func settings(of name: WorkloadName) async throws(ReleaseError) -> [Setting] {
        let workload = try await workload(name)
        let stored = try await store.settings(of: workload.id)
        func setting(_ name: Setting.Name) -> Setting {
            stored.first { $0.name == name }
                ?? Setting(workload: workload.id, name: name, value: name.defaultValue, revision: .zero)
        }
        let token = setting(.accessToken)
        let shown = token.value.isEmpty ? "none" : "set"
        return Setting.Name.allCases.map(setting)
            + [Setting(workload: workload.id, name: .accessToken, value: shown, revision: token.revision)]
    }

    /// Changes a setting; it is in force when this returns and makes no version.
    public func set(
        _ settingName: String,
        to value: String,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Setting.Name> {
        guard let setting = Setting.Name.allCases.first(where: { $0.rawValue == settingName }) else {
            throw .settingInvalid(name: settingName, value: value, allowed: Setting.Name.allCases.map(\.rawValue))
        }
        let changed = try await set([setting: value], of: name, record: record)
        return Receipt(setting, revision: changed.revision, propagation: changed.propagation)
    }

    /// Changes several settings in one commit.
    public func set(
        _ values: [Setting.Name: String],
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Workload> {
        for (setting, value) in values { try Self.check(setting, value) }
        return try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            return try await commit(
                Self.facts(values, of: workload),
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: workload
            )
        }
    }

    /// Changes a setting of a part of a workload; `nil` takes it away.
    public func set(
        _ setting: Setting.Name,
        about scope: Setting.Scope,
        to value: String?,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Workload> {
        if let value { try Self.checkDocument(setting, value) }
        return try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            return try await commit(
                [.settingChanged(workload.id, setting, scope: scope, value: value)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: workload
            )
        }
    }

    /// Settings as facts, in an order that does not vary.
    static func facts(_ values: [Setting.Name: String], of workload: Workload) -> [ReleaseFact] {
        values.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            .settingChanged(workload.id, $0.key, value: $0.value)
        }
    }

    static func check(_ setting: Setting.Name, _ value: String) throws(ReleaseError) {
        guard setting != .document else { return try checkDocument(setting, value) }
        guard setting.allowedValues.contains(value) else {
            throw .settingInvalid(name: setting.rawValue, value: value, allowed: setting.allowedValues)
        }
    }

    private static func checkDocument(_ setting: Setting.Name, _ value: String) throws(ReleaseError) {
        let limit = Setting.Name.maximumDocumentBytes
        guard value.utf8.count <= limit else {
            throw .textTooLong(field: setting.rawValue, count: value.utf8.count, limit: limit)
        }
    }

    /// Returns what a dialect keeps with a workload: a JSON document, `{}` before the first.
    public func document(of workload: Workload) async throws(ReleaseError) -> String {
        let stored = try await store.settings(of: workload.id).first { $0.name == .document }
        return stored?.value ?? Setting.Name.document.defaultValue
    }
}
