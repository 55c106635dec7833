/// The options by which commands learn which worker is meant.
enum WorkerOption {
    static let name = Option(
        "name",
        short: "n",
        "WORKER",
        .worker,
        standard: "the name in the project's wrangler configuration",
        "The worker."
    )
    static let environment = Option(
        "env",
        short: "e",
        "NAME",
        .text,
        "The environment of the configuration to use."
    )
    static let configuration = Option(
        "config",
        short: "c",
        "FILE",
        .path,
        standard: "wrangler.json, .jsonc or .toml here or in a folder above",
        "The configuration to read."
    )

    static let options: [any CommandOption] = [name, environment, configuration]
}
