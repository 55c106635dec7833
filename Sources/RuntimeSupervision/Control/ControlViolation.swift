/// What an engine sent against the rules of the control socket.
enum ControlViolation: Error, Hashable, Sendable {
    case frameTooLong(bytes: Int)
    case unknownType(UInt8)
    /// A frame that an engine does not send, or whose payload cannot be read.
    case malformed(type: UInt8)
    case wrongProtocol(Int)
    /// The engine says it is another process than the one that was started.
    case wrongProcess(Int32)
}
