/// A runtime by the name that a function asks for, and the engine that it gets.
///
/// Several names lead to one engine: of each there is one release here, and the status of an instance says which.
public struct FunctionRuntime: Sendable, Hashable {
    /// As the function says it.
    public let name: String
    public let engine: FunctionEngine

    /// Looks the name up; nil when nothing here runs such functions.
    public init?(named name: String) {
        guard let engine = Self.table.first(where: { $0.names.contains(name) })?.engine else { return nil }
        self.name = name
        self.engine = engine
    }

    /// All names that are known, engine by engine.
    public static var names: [String] { table.flatMap(\.names) }

    /// The names that lead to one engine.
    static func names(of engine: FunctionEngine) -> [String] {
        table.filter { $0.engine == engine }.flatMap(\.names)
    }

    private static let table: [(engine: FunctionEngine, names: [String])] = [
        (.python, ["python3", "python3.9", "python3.10"]),
        (.node, ["nodejs14", "nodejs16", "nodejs18", "nodejs20"]),
        (.custom, ["custom", "custom.debian10", "custom.debian11"]),
    ]
}
