import ReleaseCore
import StoreSQLite

/// Finds out, before any process is started, what no restart would mend.
///
/// The processes meet the same obstacles, but all that the supervisor could do then is to start them again.
struct Preflight: Sendable {
    private let configuration: ServeConfiguration
    private let executable: String

    init(_ configuration: ServeConfiguration, executable: String) {
        self.configuration = configuration
        self.executable = executable
    }

    /// Opens the store once, which makes or migrates it, sees to the keys of its secrets, and looks for the engine; the
    /// home must be locked.
    func run() async throws(StartFailure) {
        _ = try EngineLocation.configuration(executable: executable)
        do {
            let store = try await SQLiteStore.open(home: configuration.folder.store, limits: configuration.blobLimits)
            await store.close()
        } catch {
            throw StartFailure(error)
        }
        // After the store, since opening it may finish a restore that brings keys.
        try SecretKeyFile(configuration.folder).ensure()
    }
}
