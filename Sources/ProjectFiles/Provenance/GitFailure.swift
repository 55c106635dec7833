/// Why git gave no answer.
public enum GitFailure: Error, Sendable, Hashable {
    case notInstalled
    /// It ended with another status than 0; it often means no more than "there is none".
    case refused
    case tookTooLong
    case saidTooMuch
    /// The system's error number.
    case system(Int32)
}
