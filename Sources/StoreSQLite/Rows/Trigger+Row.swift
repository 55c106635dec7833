import ReleaseModel
import SQLiteAccess

extension Trigger: StoredRow {
    static let table = "trigger_source"
    static let columns = "id, workload, kind, text, alias, version, component, document, created_at"

    init(_ row: inout Row) throws(StoreFailure) {
        let id: Trigger.ID = try row.identifier()
        let workload: Workload.ID = try row.identifier()
        guard let kind = Kind(rawValue: try row.text()) else { throw row.corrupt }
        let source = Source(kind, text: try row.text())
        let alias = try row.optionalText()
        let version: Version.ID? = try row.optionalIdentifier()
        let target: Target
        switch (alias, version) {
        case (let text?, nil):
            guard let name = try? Alias.Name(text) else { throw row.corrupt }
            target = .alias(name)
        case (nil, let version?): target = .version(version)
        case (nil, nil): target = .head
        default: throw row.corrupt
        }
        self.init(
            id: id,
            workload: workload,
            source: source,
            target: target,
            component: try row.text(),
            document: try row.optionalText(),
            createdAt: try row.date()
        )
    }
}

extension Trigger: WorkloadRow {}
