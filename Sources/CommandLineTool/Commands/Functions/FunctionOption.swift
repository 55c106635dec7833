/// What several commands of functions take.
enum FunctionOption {
    static let service = Operand("SERVICE", .functionName, "The service.")
    static let alias = Operand("ALIAS", .functionName, "The alias.")
    static let description = Option("description", short: "m", "TEXT", .anyText, "What it is; up to 256 characters.")
    static let force = Flag("force", "Remove it although something leads to it: that fails from then on.")
}
