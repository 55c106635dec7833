import FoundationEssentials

/// Prefect as `scripts/setup` installs it: server and client, unmodified.
enum PrefectEnvironment {
    static let release = "3.9.1"
    static let python = "\(Checkout.root)/.venv/bin/python"
    static let libraries = "\(Checkout.root)/.venv/clients/prefect-\(release)"
    /// What suites are skipped with.
    static let absence = "Prefect is not installed"

    static var isInstalled: Bool {
        FileManager.default.fileExists(atPath: "\(libraries)/prefect/__main__.py")
    }

    /// The words that run one of Prefect's commands.
    static let command = ["-P", "-m", "prefect"]

    /// What every process of Prefect's is given: a home of its own, and neither colours nor questions.
    static func variables(home: String) -> [String: String] {
        [
            "PYTHONPATH": libraries, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "PREFECT_HOME": home,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_CLI_PROMPT": "false",
            "NO_COLOR": "1", "COLUMNS": "200", "LANG": "C.UTF-8",
        ]
    }
}
