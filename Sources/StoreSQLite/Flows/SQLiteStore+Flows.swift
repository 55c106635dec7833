public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

extension SQLiteStore: FlowJournal {
    public func open(_ intent: FlowIntent) async throws(ReleaseError) {
        try await writer.write("open intent") { (connection) throws(StoreFailure) in
            do throws(StoreFailure) {
                try connection.insert(intent)
            } catch  where error.isConstraint {
                throw .conflict("\(intent.flow) is being changed")
            }
        }
    }

    public func close(_ intent: FlowIntent.ID) async throws(ReleaseError) {
        try await writer.write("close intent") { (connection) throws(StoreFailure) in
            try connection.remove(intent)
        }
    }

    public func intent(of flow: WorkloadName) async throws(ReleaseError) -> FlowIntent? {
        try await reader.run("intent") { (connection) throws(StoreFailure) in
            let row: FlowIntentRow? = try connection.first(
                "WHERE account = ?1 AND name = ?2",
                flow.account,
                flow.name
            )
            return row?.intent
        }
    }

    public func intents() async throws(ReleaseError) -> [FlowIntent] {
        try await scanner.run("intents") { (connection) throws(StoreFailure) in
            let rows: [FlowIntentRow] = try connection.all("ORDER BY opened_at, id")
            return rows.map(\.intent)
        }
    }
}

extension SQLiteStore: FlowRunLedger {
    public func record(_ pickups: [FlowPickup]) async throws(ReleaseError) {
        try await writer.write("record pick-ups") { (connection) throws(StoreFailure) in
            for pickup in pickups {
                try connection.run(
                    "INSERT OR REPLACE INTO flow_pickup (run, workload, version, at) VALUES (?1, ?2, ?3, ?4)",
                    pickup.run,
                    pickup.workload,
                    pickup.version,
                    pickup.at
                )
            }
        }
    }

    public func pickups(of runs: [FlowPickup.ID]) async throws(ReleaseError) -> [FlowPickup] {
        try await reader.read("pick-ups") { (connection) throws(StoreFailure) in
            var found: [FlowPickup] = []
            for run in runs.prefix(PageRequest.maximumLimit) {
                let row: FlowPickupRow? = try connection.first("WHERE run = ?1", run)
                if let row { found.append(row.pickup) }
            }
            return found
        }
    }

    public func pickups(of version: Version.ID, limit: Int) async throws(ReleaseError) -> [FlowPickup] {
        try await reader.run("pick-ups") { (connection) throws(StoreFailure) in
            let rows: [FlowPickupRow] = try connection.all(
                "WHERE version = ?1 ORDER BY at DESC, run LIMIT ?2",
                version,
                limit
            )
            return rows.map(\.pickup)
        }
    }
}

extension Connection {
    fileprivate func insert(_ intent: FlowIntent) throws(StoreFailure) {
        try run(
            """
            INSERT INTO flow_intent
                (id, account, name, action, author, source, message, provenance, verbatim, opened_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """,
            intent.id,
            intent.flow.account,
            intent.flow.name,
            try FlowActionRecord.encode(intent.action),
            intent.attribution.author,
            intent.attribution.source.rawValue,
            intent.attribution.message,
            try intent.note.provenance.map(ProvenanceRecord.encode),
            intent.note.verbatim,
            intent.openedAt
        )
    }

    /// Removes an intent; one that is gone already is no fault.
    func remove(_ intent: FlowIntent.ID) throws(StoreFailure) {
        try run("DELETE FROM flow_intent WHERE id = ?1", intent)
    }
}
