import ReleaseCore
import ReleaseModel
import SQLiteAccess

struct FlowIntentRow: StoredRow {
    static let table = "flow_intent"
    static let columns = "id, account, name, action, author, source, message, provenance, verbatim, opened_at"

    let intent: FlowIntent

    init(_ row: inout Row) throws(StoreFailure) {
        let id: FlowIntent.ID = try row.identifier()
        let account: Account.ID = try row.identifier()
        let name = try row.text()
        guard let action = FlowActionRecord.decode(try row.text()) else { throw row.corrupt }
        let attribution = try row.attribution()
        let provenance = try row.provenance()
        intent = FlowIntent(
            id: id,
            flow: WorkloadName(account: account, kind: .flow, name: name),
            action: action,
            note: FlowNote(provenance: provenance, verbatim: try row.optionalText()),
            attribution: attribution,
            openedAt: try row.date()
        )
    }
}

struct FlowPickupRow: StoredRow {
    static let table = "flow_pickup"
    static let columns = "run, workload, version, at"

    let pickup: FlowPickup

    init(_ row: inout Row) throws(StoreFailure) {
        pickup = FlowPickup(
            run: try row.identifier(),
            workload: try row.identifier(),
            version: try row.identifier(),
            at: try row.date()
        )
    }
}
