import ReleaseModel
import SQLiteAccess

/// A value that is read behind the workload to which its row belongs.
protocol WorkloadRow {
    static var table: String { get }

    init(_ row: inout Row) throws(StoreFailure)
}

/// The rows of an answer that is ordered by workload, taken workload by workload.
struct GroupedRows<Value: WorkloadRow>: ~Copyable {
    private let statement: Statement
    private var next: (workload: Workload.ID, value: Value)?
    private var hasBegun = false

    init(_ statement: consuming Statement) {
        self.statement = statement
    }

    /// Returns the rows of a workload; workloads must be asked for in ascending order.
    ///
    /// Rows of workloads that nobody asks for are passed over.
    mutating func take(for workload: Workload.ID) throws(StoreFailure) -> [Value] {
        if !hasBegun {
            hasBegun = true
            try advance()
        }
        var values: [Value] = []
        while let current = next, current.workload <= workload {
            if current.workload == workload { values.append(current.value) }
            try advance()
        }
        return values
    }

    private mutating func advance() throws(StoreFailure) {
        guard try statement.step() else {
            next = nil
            return
        }
        var row = statement.row(of: Value.table)
        next = (try row.identifier(), try Value(&row))
    }
}
