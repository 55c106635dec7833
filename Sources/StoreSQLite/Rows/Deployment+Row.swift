import ReleaseModel
import SQLiteAccess

extension Deployment: StoredRow {
    static let table = "deployment"
    static let columns = """
        id, workload, alias, sequence, routing, origin, restores,
        author, source, message, provenance, verbatim, created_at, hidden_at
        """

    init(_ row: inout Row) throws(StoreFailure) {
        let id: Deployment.ID = try row.identifier()
        let workload: Workload.ID = try row.identifier()
        let alias: Alias.ID = try row.identifier()
        let sequence = try row.integer()
        let routing = try row.routing()
        guard let origin = Origin(rawValue: try row.text()) else { throw row.corrupt }
        self.init(
            id: id,
            workload: workload,
            alias: alias,
            sequence: sequence,
            routing: routing,
            origin: origin,
            restores: try row.optionalIdentifier(),
            attribution: try row.attribution(),
            provenance: try row.provenance(),
            verbatim: try row.optionalText(),
            createdAt: try row.date(),
            isHidden: try row.optionalInteger() != nil
        )
    }
}
