public import ReleaseModel

extension ReleasePlane {
    /// Returns every setting of a workload by name, defaults included at revision 0.
    public func settings(of name: WorkloadName) async throws(ReleaseError) -> [Setting] {
        let workload = try await workload(name)
        let stored = try await store.settings(of: workload.id)
        return Setting.Name.allCases.map { setting in
            stored.first { $0.name == setting }
                ?? Setting(workload: workload.id, name: setting, value: setting.defaultValue, revision: .zero)
        }
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
        guard setting.allowedValues.contains(value) else {
            throw .settingInvalid(name: settingName, value: value, allowed: setting.allowedValues)
        }
        return try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            return try await commit(
                [.settingChanged(workload.id, setting, value: value)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: setting
            )
        }
    }

    /// Returns what a dialect keeps with a workload: a JSON document, `{}` before the first.
    public func document(of workload: Workload) async throws(ReleaseError) -> String {
        let stored = try await store.settings(of: workload.id).first { $0.name == .document }
        return stored?.value ?? Setting.Name.document.defaultValue
    }

    /// Replaces what a dialect keeps with a workload; it makes no version.
    public func setDocument(
        _ document: String,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Workload> {
        guard document.utf8.count <= Setting.Name.maximumDocumentBytes else {
            throw .textTooLong(
                field: Setting.Name.document.rawValue,
                count: document.utf8.count,
                limit: Setting.Name.maximumDocumentBytes
            )
        }
        return try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            return try await commit(
                [.settingChanged(workload.id, .document, value: document)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: workload
            )
        }
    }
}
