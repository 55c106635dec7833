import ReleaseCore
import ReleaseModel
import SQLiteAccess

extension Commit {
    /// Writes a version under the next number of its name, if its content is still there.
    func publish(_ version: Version, _ connection: borrowing Connection) throws(StoreFailure) {
        guard let workload: Workload = try connection.first("WHERE id = ?1", version.workload) else {
            throw .corrupt(table: Version.table, key: version.id.description)
        }
        let highest = try connection.highestNumber(under: WorkloadName(workload))
        guard version.number == highest + 1 else {
            throw .conflict("number \(version.number) is not the next of \(workload.name)")
        }
        let parts = try connection.integer(
            "SELECT parts FROM snapshot WHERE account = ?1 AND digest = ?2",
            workload.account,
            version.snapshot
        )
        guard let parts else { throw .conflict("snapshot \(version.snapshot) is not stored") }
        try connection.run(
            """
            INSERT INTO counter (account, kind, name, highest) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (account, kind, name) DO UPDATE SET highest = excluded.highest
            """,
            workload.account,
            workload.kind.rawValue,
            workload.name.text,
            version.number
        )
        try connection.run(
            """
            INSERT INTO version
            (id, workload, number, snapshot, parts, author, source, message, tag, provenance, verbatim, exports,
             created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """,
            version.id,
            version.workload,
            version.number,
            version.snapshot,
            parts,
            version.attribution.author,
            version.attribution.source.rawValue,
            version.attribution.message,
            version.tag,
            try provenanceText(version.provenance),
            version.verbatim,
            try exportsText(version.exports),
            version.createdAt
        )
    }

    /// Writes a deployment as the next of its alias and points the alias at it.
    func put(_ deployment: Deployment, _ connection: borrowing Connection) throws(StoreFailure) {
        for version in deployment.routing.targets.compactMap(\.version) {
            let isLive = try connection.integer(
                "SELECT 1 FROM version WHERE id = ?1 AND workload = ?2 AND deleted_at IS NULL",
                version,
                deployment.workload
            )
            guard isLive != nil else { throw .conflict("version \(version) is gone") }
        }
        let last = try connection.integer(
            "SELECT max(sequence) FROM deployment WHERE alias = ?1",
            deployment.alias
        )
        guard deployment.sequence == (last ?? 0) + 1 else {
            throw .conflict("deployment \(deployment.sequence) is not the next of its alias")
        }
        try insert(deployment, connection)
        let changed = try connection.run(
            "UPDATE alias SET deployment = ?1 WHERE id = ?2 AND workload = ?3 AND deleted_at IS NULL",
            deployment.id,
            deployment.alias,
            deployment.workload
        )
        guard changed == 1 else { throw .conflict("alias \(deployment.alias) is gone") }
    }

    private func insert(_ deployment: Deployment, _ connection: borrowing Connection) throws(StoreFailure) {
        try connection.run(
            """
            INSERT INTO deployment
            (id, workload, alias, sequence, routing, origin, restores,
             author, source, message, provenance, verbatim, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """,
            deployment.id,
            deployment.workload,
            deployment.alias,
            deployment.sequence,
            RoutingRecord.encode(deployment.routing),
            deployment.origin.rawValue,
            deployment.restores,
            deployment.attribution.author,
            deployment.attribution.source.rawValue,
            deployment.attribution.message,
            try provenanceText(deployment.provenance),
            deployment.verbatim,
            deployment.createdAt
        )
    }

    private func exportsText(_ exports: Exports?) throws(StoreFailure) -> String? {
        guard let exports else { return nil }
        return try ExportsRecord.encode(exports)
    }

    private func provenanceText(_ provenance: Provenance?) throws(StoreFailure) -> String? {
        guard let provenance else { return nil }
        return try ProvenanceRecord.encode(provenance)
    }
}

extension Connection {
    /// Names that never had a number count from the floor of the epoch.
    func highestNumber(under name: WorkloadName) throws(StoreFailure) -> Int {
        let counted = try integer(
            "SELECT highest FROM counter WHERE account = ?1 AND kind = ?2 AND name = ?3",
            name.account,
            name.kind.rawValue,
            name.name
        )
        if let counted { return counted }
        return try integer("SELECT max(number_floor) FROM epoch") ?? 0
    }
}
