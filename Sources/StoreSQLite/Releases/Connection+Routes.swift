import ReleaseCore
import ReleaseModel
import SQLiteAccess

extension Connection {
    /// Reads the routes of every workload that changed after a revision, or of all, in six passes over the tables.
    ///
    /// Each pass is ordered by workload, so that they are merged as they come: nothing is held but the result.
    /// To be called in a read transaction.
    func routes(changedAfter revision: Revision?) throws(StoreFailure) -> RoutingDelta {
        // Left to itself SQLite would read the whole table, because it lies in the order that is asked for.
        let changedWorkloads = revision == nil ? "workload" : "workload INDEXED BY workload_changed"
        let isChanged = revision == nil ? "" : "AND changed_revision > ?1"
        let among = revision == nil ? "" : "IN (SELECT id FROM workload WHERE changed_revision > ?1)"
        let isOfChanged = revision == nil ? "" : "AND workload \(among)"
        let values: [any SQLBindable] = revision.map { [$0] } ?? []
        var aliases = GroupedRows<AliasRoute>(
            try statement(
                """
                SELECT alias.workload, alias.name, alias.affinity, deployment.id, deployment.routing
                FROM alias JOIN deployment ON deployment.id = alias.deployment
                WHERE alias.deleted_at IS NULL \(revision == nil ? "" : "AND alias.workload \(among)")
                ORDER BY alias.workload, alias.name
                """,
                values
            )
        )
        var versions = GroupedRows<VersionRoute>(
            try statement(
                """
                SELECT workload, number, id, snapshot, parts FROM version
                WHERE deleted_at IS NULL \(isOfChanged) ORDER BY workload, number
                """,
                values
            )
        )
        var settings = GroupedRows<StoredSetting>(
            try statement(
                "SELECT workload, name, target, component, value FROM setting WHERE 1 \(isOfChanged) ORDER BY workload",
                values
            )
        )
        var triggers = GroupedRows<Trigger>(
            try statement(
                """
                SELECT workload, \(Trigger.columns) FROM trigger_source WHERE 1 \(isOfChanged) ORDER BY workload, kind, text
                """,
                values
            )
        )
        var drafts = GroupedRows<HeadRoute>(
            try statement(
                "SELECT workload, snapshot, parts FROM draft WHERE 1 \(isOfChanged) ORDER BY workload",
                values
            )
        )
        let workloads = try statement(
            "SELECT \(Workload.columns) FROM \(changedWorkloads) WHERE deleted_at IS NULL \(isChanged) ORDER BY id",
            values
        )
        var changed: [WorkloadRoute] = []
        while try workloads.step() {
            var row = workloads.row(of: Workload.table)
            let workload = try Workload(&row)
            let stored = try settings.take(for: workload.id)
            changed.append(
                WorkloadRoute(
                    workload: workload,
                    aliases: try aliases.take(for: workload.id),
                    versions: try versions.take(for: workload.id),
                    settings: RoutingSettings(stored),
                    triggers: try triggers.take(for: workload.id),
                    head: try drafts.take(for: workload.id).first?.version,
                    scopedSettings: stored.compactMap(\.scoped)
                )
            )
        }
        return RoutingDelta(
            revision: try head().revision,
            isComplete: revision == nil,
            changed: changed,
            removed: try removed(after: revision)
        )
    }

    private func removed(after revision: Revision?) throws(StoreFailure) -> [Workload.ID] {
        guard let revision else { return [] }
        let statement = try statement(
            "SELECT id FROM workload WHERE deleted_at IS NOT NULL AND changed_revision > ?1",
            [revision]
        )
        var removed: [Workload.ID] = []
        while try statement.step() {
            var row = statement.row(of: Workload.table)
            removed.append(try row.identifier())
        }
        return removed
    }
}
