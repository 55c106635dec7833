/// The options by which commands learn which KV namespace is meant.
enum NamespaceOption {
    static let id = Option("namespace-id", "ID", .text, "The namespace, by its id.")
    static let binding = Option(
        "binding",
        "NAME",
        .text,
        "The namespace, by the binding that the project's wrangler configuration has for it."
    )

    static let options: [any CommandOption] = [id, binding, WorkerOption.environment, WorkerOption.configuration]
}
