extension Connection {
    /// Runs a statement that answers nothing; returns how many rows it changed.
    @discardableResult
    public func run(_ text: String, _ values: any SQLBindable...) throws(StoreFailure) -> Int {
        let statement = try statement(text, values)
        _ = try statement.step()
        return changes
    }

    /// Returns the integer that a statement answers; `nil` when it answers none or NULL.
    public func integer(_ text: String, _ values: any SQLBindable...) throws(StoreFailure) -> Int? {
        let statement = try statement(text, values)
        guard try statement.step() else { return nil }
        var row = statement.row(of: "answer")
        return try row.optionalInteger()
    }
}
