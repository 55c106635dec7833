import HTTPModel

/// One block of `_headers`: a path, and what is done to the fields of the responses there.
struct HeaderRule: Sendable {
    let source: RulePattern
    /// Fields that are taken away, before any is set.
    var removals: [HTTPFieldName] = []
    /// Fields that are set, in the order of the file; a name may repeat.
    var values: [(name: HTTPFieldName, value: RuleTemplate)] = []

    var isEmpty: Bool { removals.isEmpty && values.isEmpty }
}
