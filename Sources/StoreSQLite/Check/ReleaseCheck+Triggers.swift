import ReleaseModel
import SQLiteAccess

extension ReleaseCheck {
    /// Checks that every trigger belongs to a workload that is there, and leads to an alias or version of it.
    ///
    /// A version may have been deleted while a trigger led to it: that is the policy to leave referrers behind.
    mutating func checkTriggers(_ connection: borrowing Connection) throws(StoreFailure) {
        try forEach(Trigger.self, connection) { (check, trigger, connection) throws(StoreFailure) in
            check.report.triggers += 1
            let owner = try connection.integer(
                "SELECT 1 FROM workload WHERE id = ?1 AND deleted_at IS NULL",
                trigger.workload
            )
            let target =
                switch trigger.target {
                case .alias(let name):
                    try connection.integer(
                        "SELECT 1 FROM alias WHERE workload = ?1 AND name = ?2 AND deleted_at IS NULL",
                        trigger.workload,
                        name.text
                    )
                case .version(let id):
                    try connection.integer(
                        "SELECT 1 FROM version WHERE workload = ?1 AND id = ?2",
                        trigger.workload,
                        id
                    )
                case .head:
                    try connection.integer("SELECT 1 FROM draft WHERE workload = ?1", trigger.workload)
                }
            if owner == nil || target == nil { check.report.add(.referenceBroken, "trigger \(trigger.id)") }
        }
    }
}
