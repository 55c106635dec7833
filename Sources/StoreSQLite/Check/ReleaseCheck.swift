import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// Checks the release database.
struct ReleaseCheck: CheckPass, Sendable {
    /// The keys of the secrets, where they are at hand.
    let keys: KeyRing?
    var report = CheckReport()

    init(keys: KeyRing?) {
        self.keys = keys
    }

    mutating func run(_ connection: borrowing Connection) throws(StoreFailure) {
        try checkFile(connection, "sluice.db")
        try checkLog(connection)
        try forEach(Account.self, connection) { (_, _, _) throws(StoreFailure) in }
        try forEach(Workload.self, connection) { (check, _, _) throws(StoreFailure) in check.report.workloads += 1 }
        try forEach(Setting.self, connection) { (_, _, _) throws(StoreFailure) in }
        try forEach(TokenRow.self, connection) { (_, _, _) throws(StoreFailure) in }
        try forEach(Version.self, connection) { (check, version, connection) throws(StoreFailure) in
            try check.check(version, connection)
        }
        try forEach(Alias.self, connection) { (check, alias, connection) throws(StoreFailure) in
            try check.check(alias, connection)
        }
        try forEach(Deployment.self, connection) { (check, deployment, connection) throws(StoreFailure) in
            try check.check(deployment, connection)
        }
        try forEach(SnapshotBody.self, connection) { (check, body, connection) throws(StoreFailure) in
            try check.check(body, connection)
        }
        try checkDrafts(connection)
        try checkTriggers(connection)
        try checkSecrets(connection)
        try checkAccessKeys(connection)
    }

    private mutating func check(_ version: Version, _ connection: borrowing Connection) throws(StoreFailure) {
        report.versions += 1
        let counted = try connection.integer(
            """
            SELECT counter.highest FROM workload JOIN counter USING (account, kind, name) WHERE workload.id = ?1
            """,
            version.workload
        )
        guard let counted else {
            report.add(.referenceBroken, "version \(version.id)")
            return
        }
        if version.number < 1 || version.number > counted { report.add(.numberWrong, "version \(version.id)") }
        guard !version.isDeleted else { return }
        let isStored = try connection.integer(
            """
            SELECT 1 FROM workload JOIN snapshot USING (account) WHERE workload.id = ?1 AND snapshot.digest = ?2
            """,
            version.workload,
            version.snapshot
        )
        if isStored == nil { report.add(.snapshotMissing, "version \(version.id)") }
    }

    private mutating func check(_ alias: Alias, _ connection: borrowing Connection) throws(StoreFailure) {
        let workload = try connection.integer("SELECT 1 FROM workload WHERE id = ?1", alias.workload)
        if workload == nil { report.add(.referenceBroken, "alias \(alias.id)") }
        let newest = try connection.integer("SELECT max(sequence) FROM deployment WHERE alias = ?1", alias.id)
        let inForce = try connection.integer(
            "SELECT sequence FROM deployment WHERE id = ?1 AND alias = ?2",
            alias.deployment,
            alias.id
        )
        if newest != inForce { report.add(.referenceBroken, "alias \(alias.id)") }
    }

    private mutating func check(_ deployment: Deployment, _ connection: borrowing Connection) throws(StoreFailure) {
        report.deployments += 1
        let subject = "deployment \(deployment.id)"
        let alias = try connection.integer(
            "SELECT 1 FROM alias WHERE id = ?1 AND workload = ?2",
            deployment.alias,
            deployment.workload
        )
        if alias == nil { report.add(.referenceBroken, subject) }
        for version in deployment.routing.targets.compactMap(\.version) {
            let known = try connection.integer(
                "SELECT 1 FROM version WHERE id = ?1 AND workload = ?2",
                version,
                deployment.workload
            )
            if known == nil { report.add(.referenceBroken, subject) }
        }
        let before = try connection.integer(
            "SELECT count(*) FROM deployment WHERE alias = ?1 AND sequence < ?2",
            deployment.alias,
            deployment.sequence
        )
        if before != deployment.sequence - 1 { report.add(.numberWrong, subject) }
        let routing = deployment.routing
        let maps = [(routing.split, routing.slots)] + routing.rules.map { ($0.rule.split, $0.slots) }
        if !maps.allSatisfy({ Self.agree($0, $1) }) { report.add(.slotsWrong, subject) }
    }

    private static func agree(_ split: TrafficSplit, _ slots: SlotMap) -> Bool {
        let owned = slots.counts
        return split.shares.allSatisfy { owned[$0.target, default: 0] == $0.slots }
    }
}
