import ReleaseCore
import Telemetry

/// The two processes that a supervisor starts.
public enum ServerRole: String, Sendable, CaseIterable {
    case control, data

    /// Plays the role until told to stop; throws what keeps it from starting.
    public func run(argument: String, executable: String) async throws {
        let configuration = try RoleConfiguration(argument: argument)
        let log = try configuration.serve.log(rawValue)
        defer { log.flush() }
        do {
            switch self {
            case .control:
                try await ControlProcess(configuration: configuration, log: log).run()
            case .data:
                try await DataProcess(configuration: configuration, executable: executable, log: log).run()
            }
        } catch {
            log.error("process fails", ["error": LogValue(error)])
            if let error = error as? ReleaseError { throw StartFailure(error) }
            throw error
        }
    }
}
