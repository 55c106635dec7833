import FoundationEssentials

/// Prefect as `scripts/setup` installs it: a Python, and a folder of libraries for its path.
struct PrefectInstallation: Sendable {
    /// The release that the lock file is of.
    static let version = "3.9.1"

    let python: String
    let libraries: String

    /// Looks beside the executable, in a checkout or in an installation.
    static func find(executable: String) throws(StartFailure) -> PrefectInstallation {
        let candidates = EngineLocation.roots(of: executable).map { root in
            PrefectInstallation(
                python: "\(root)/.venv/bin/python",
                libraries: "\(root)/.venv/clients/prefect-\(version)"
            )
        }
        if let found = candidates.first(where: \.isComplete) { return found }
        throw StartFailure(
            "Prefect \(version) is not at \(candidates.map(\.libraries).joined(separator: " or "))",
            code: "prefect_missing",
            nextStep: "Run scripts/setup in the checkout, or name a server that runs with --prefect-upstream URL."
        )
    }

    private var isComplete: Bool {
        let files = FileManager.default
        return files.fileExists(atPath: python) && files.fileExists(atPath: "\(libraries)/prefect/__main__.py")
    }
}
