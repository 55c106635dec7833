/// The signals that ask a process to stop.
public enum Signal: Int32, Sendable, Hashable, CaseIterable {
    case interrupt = 2
    case terminate = 15
}
