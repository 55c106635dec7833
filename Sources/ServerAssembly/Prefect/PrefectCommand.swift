import RuntimeSupervision

/// How the Prefect server of this machine is started.
struct PrefectCommand: Sendable {
    let installation: PrefectInstallation
    /// Its state, and what it reads settings from.
    let folder: String
    /// The port of 127.0.0.1 where it answers.
    let port: UInt16
    /// What it asks of its clients; nothing unless set.
    let credential: PrefectCredential?

    var url: String { "http://127.0.0.1:\(port)" }

    /// Returns the start of the server's one process, which has `output` as standard output and error.
    ///
    /// Its folder is its working directory because Prefect reads `.env`, `prefect.toml` and `pyproject.toml` from there;
    /// `-P` keeps modules in it from being imported.
    func launch(inheriting environment: [String: String], output: Int32) -> ProcessLaunch {
        ProcessLaunch(
            program: installation.python,
            arguments: ["-P", "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", "\(port)"],
            environment: environment.filter { !Self.isForeign($0.key) }.merging(settings) { _, ours in ours },
            directory: folder,
            descriptors: [1: output, 2: output]
        )
    }

    /// Whether a variable is meant for something else: what else configures Prefect or Python, and what is Sluice's.
    private static func isForeign(_ variable: String) -> Bool {
        ["PREFECT_", "SLUICE_", "PYTHON", "VIRTUAL_ENV"].contains { variable.hasPrefix($0) }
    }

    private var settings: [String: String] {
        var settings = [
            "PYTHONPATH": installation.libraries,
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PREFECT_HOME": folder,
            // Else it would be written into the installation.
            "PREFECT_SERVER_UI_STATIC_DIRECTORY": "\(folder)/ui",
            // Relative, so that the pages ask whoever served them.
            "PREFECT_UI_API_URL": "/api",
            // Pages of other origins may not even read what is behind the listener; the default is `*`.
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": url,
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "NO_COLOR": "1",
        ]
        settings["PREFECT_SERVER_API_AUTH_STRING"] = credential?.text
        return settings
    }
}
