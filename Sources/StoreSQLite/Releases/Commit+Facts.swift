import ReleaseCore
import ReleaseModel
import SQLiteAccess

extension Commit {
    func write(_ fact: ReleaseFact, at revision: Revision, to connection: borrowing Connection) throws(StoreFailure) {
        if case .workloadCreated(let workload) = fact {
            return try create(workload, at: revision, connection)
        }
        try requireOne(
            try connection.run(
                "UPDATE workload SET changed_revision = ?1 WHERE id = ?2 AND deleted_at IS NULL",
                revision,
                fact.workload
            ),
            "workload \(fact.workload) is gone"
        )
        switch fact {
        case .workloadCreated: break
        case .workloadDeleted(let workload, let tombstone): try delete(workload, tombstone, connection)
        case .versionPublished(let version): try publish(version, connection)
        case .versionDeleted(let version, let tombstone): try delete(version, tombstone, connection)
        case .aliasCreated(let alias): try create(alias, connection)
        case .aliasChanged(let alias):
            try requireOne(
                try connection.run(
                    "UPDATE alias SET affinity = ?1, description = ?2 WHERE id = ?3 AND deleted_at IS NULL",
                    alias.affinity?.description,
                    alias.description,
                    alias.id
                ),
                "alias \(alias.name) is gone"
            )
        case .aliasDeleted(let alias, let tombstone):
            let changed = try connection.bury("alias", where: "id = ?5", alias.id, tombstone)
            try requireOne(changed, "alias \(alias.name) is gone")
        case .deploymentMade(let deployment): try put(deployment, connection)
        case .draftSaved(let draft): try put(draft, connection)
        case .settingChanged(let workload, let name, let scope, let value):
            try put(name, scope, value, of: workload, at: revision, connection)
        case .triggersSet(let workload, let kind, let triggers):
            try replace(workload, kind, triggers, connection)
        case .deploymentHidden(let deployment):
            let changed = try connection.run(
                """
                UPDATE deployment SET hidden_at = ?1 WHERE id = ?2 AND hidden_at IS NULL
                AND id NOT IN (SELECT deployment FROM alias WHERE deployment IS NOT NULL AND deleted_at IS NULL)
                """,
                change.at,
                deployment.id
            )
            try requireOne(changed, "deployment \(deployment.id) is in force or hidden")
        }
    }

    /// Hosts and routes that lead elsewhere are refused by the index over them.
    private func replace(
        _ workload: Workload.ID,
        _ kind: Trigger.Kind,
        _ triggers: [Trigger],
        _ connection: borrowing Connection
    ) throws(StoreFailure) {
        try connection.run("DELETE FROM trigger_source WHERE workload = ?1 AND kind = ?2", workload, kind.rawValue)
        for trigger in triggers {
            try connection.run(
                """
                INSERT INTO trigger_source (id, workload, kind, text, alias, version, component, document, created_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                """,
                trigger.id,
                workload,
                kind.rawValue,
                trigger.source.text,
                trigger.target.alias?.text,
                trigger.target.version,
                trigger.component,
                trigger.document,
                trigger.createdAt
            )
        }
    }

    /// Writes a draft whose content is stored.
    private func put(_ draft: Draft, _ connection: borrowing Connection) throws(StoreFailure) {
        let changed = try connection.run(
            """
            INSERT INTO draft (workload, snapshot, parts, verbatim, saved_at)
            SELECT ?1, ?2, snapshot.parts, ?3, ?4 FROM snapshot JOIN workload ON workload.account = snapshot.account
            WHERE workload.id = ?1 AND snapshot.digest = ?2
            ON CONFLICT (workload) DO UPDATE SET
                snapshot = excluded.snapshot, parts = excluded.parts, verbatim = excluded.verbatim,
                saved_at = excluded.saved_at
            """,
            draft.workload,
            draft.snapshot,
            draft.verbatim,
            draft.savedAt
        )
        try requireOne(changed, "snapshot \(draft.snapshot) is not stored")
    }

    private func put(
        _ name: Setting.Name,
        _ scope: Setting.Scope,
        _ value: String?,
        of workload: Workload.ID,
        at revision: Revision,
        _ connection: borrowing Connection
    ) throws(StoreFailure) {
        guard let value else {
            try connection.run(
                "DELETE FROM setting WHERE workload = ?1 AND name = ?2 AND target = ?3 AND component = ?4",
                workload,
                name.rawValue,
                scope.target,
                scope.component
            )
            return
        }
        try connection.run(
            """
            INSERT INTO setting (workload, name, target, component, value, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (workload, name, target, component)
            DO UPDATE SET value = excluded.value, revision = excluded.revision
            """,
            workload,
            name.rawValue,
            scope.target,
            scope.component,
            value,
            revision
        )
    }

    private func requireOne(_ changed: Int, _ otherwise: String) throws(StoreFailure) {
        guard changed == 1 else { throw .conflict(otherwise) }
    }

    private func create(
        _ workload: Workload,
        at revision: Revision,
        _ connection: borrowing Connection
    ) throws(StoreFailure) {
        try connection.run(
            """
            INSERT INTO workload (id, account, kind, name, created_at, changed_revision)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """,
            workload.id,
            workload.account,
            workload.kind.rawValue,
            workload.name.text,
            workload.createdAt,
            revision
        )
    }

    private func create(_ alias: Alias, _ connection: borrowing Connection) throws(StoreFailure) {
        try connection.run(
            "INSERT INTO alias (id, workload, name, affinity, description, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            alias.id,
            alias.workload,
            alias.name.text,
            alias.affinity?.description,
            alias.description,
            alias.createdAt
        )
    }

    private func delete(
        _ workload: Workload,
        _ tombstone: Tombstone,
        _ connection: borrowing Connection
    ) throws(StoreFailure) {
        try connection.bury("workload", where: "id = ?5", workload.id, tombstone)
        try connection.bury("alias", where: "workload = ?5", workload.id, tombstone)
        try connection.bury("version", where: "workload = ?5", workload.id, tombstone)
        try connection.run("DELETE FROM trigger_source WHERE workload = ?1", workload.id)
        let snapshots = """
            SELECT snapshot FROM version WHERE workload = ?2 UNION SELECT snapshot FROM draft WHERE workload = ?2
            """
        try connection.eraseSnapshots(snapshots, workload.account, workload.id)
        try connection.run("DELETE FROM draft WHERE workload = ?1", workload.id)
    }

    private func delete(
        _ version: Version,
        _ tombstone: Tombstone,
        _ connection: borrowing Connection
    ) throws(StoreFailure) {
        let changed = try connection.bury("version", where: "id = ?5", version.id, tombstone)
        try requireOne(changed, "version \(version.number) is gone")
        guard let workload: Workload = try connection.first("WHERE id = ?1", version.workload) else {
            throw .corrupt(table: Version.table, key: version.id.description)
        }
        try connection.eraseSnapshots("SELECT snapshot FROM version WHERE id = ?2", workload.account, version.id)
    }
}

extension Connection {
    /// Sets the tombstone of rows that have none yet; returns how many there were.
    @discardableResult
    func bury<Entity>(
        _ table: String,
        where condition: String,
        _ id: Identifier<Entity>,
        _ tombstone: Tombstone
    ) throws(StoreFailure) -> Int {
        try run(
            """
            UPDATE \(table) SET deleted_at = ?1, deleted_by = ?2, deleted_from = ?3, deleted_message = ?4
            WHERE \(condition) AND deleted_at IS NULL
            """,
            tombstone.deletedAt,
            tombstone.attribution.author,
            tombstone.attribution.source.rawValue,
            tombstone.attribution.message,
            id
        )
    }

    /// Erases those of the selected snapshots that no version and no draft of the account has any more.
    func eraseSnapshots<Entity>(
        _ selection: String,
        _ account: Account.ID,
        _ id: Identifier<Entity>
    ) throws(StoreFailure) {
        try run(
            """
            DELETE FROM snapshot WHERE account = ?1 AND digest IN (\(selection)) AND NOT \(Self.snapshotIsWanted)
            """,
            account,
            id
        )
    }

    /// Whether a live version or the draft of a live workload has the row of `snapshot`.
    static let snapshotIsWanted = """
        (EXISTS (
            SELECT 1 FROM version JOIN workload ON workload.id = version.workload
            WHERE version.snapshot = snapshot.digest AND version.deleted_at IS NULL
                AND workload.account = snapshot.account
        ) OR EXISTS (
            SELECT 1 FROM draft JOIN workload ON workload.id = draft.workload
            WHERE draft.snapshot = snapshot.digest AND workload.deleted_at IS NULL
                AND workload.account = snapshot.account
        ))
        """
}
