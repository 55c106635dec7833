import CSystem
import Glibc

/// Why a program did not start.
public struct SpawnError: Error, Sendable, Hashable, CustomStringConvertible {
    public let program: String
    public let step: Step
    /// The system's `errno`.
    public let code: Int32

    public init(program: String, step: Step, code: Int32) {
        self.program = program
        self.step = step
        self.code = code
    }

    public enum Step: String, Sendable, Hashable {
        case clone, signals, session, directory, descriptors, limits, confinement
        case parentDeath = "parent-death signal"
        case execute
    }

    public var description: String {
        "cannot start \(program): \(step.rawValue): \(String(cString: strerror(code)))"
    }
}

extension SpawnError.Step {
    init(_ step: system_spawn_step) {
        self =
            switch step {
            case SYSTEM_SPAWN_SIGNALS: .signals
            case SYSTEM_SPAWN_PARENT_DEATH: .parentDeath
            case SYSTEM_SPAWN_SESSION: .session
            case SYSTEM_SPAWN_DIRECTORY: .directory
            case SYSTEM_SPAWN_DESCRIPTORS: .descriptors
            case SYSTEM_SPAWN_LIMITS: .limits
            case SYSTEM_SPAWN_CONFINEMENT: .confinement
            case SYSTEM_SPAWN_EXEC: .execute
            default: .clone
            }
    }
}
