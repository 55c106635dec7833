/// How engines of one kind are started.
protocol EngineCommand {
    /// The version of the control protocol that their harness speaks.
    var protocolVersion: Int { get }
    /// What an engine may allocate beyond what it has after its start, in bytes; nil where its harness sees to that.
    var dataAllowance: Int? { get }
    /// Whether the process holds the engine's own below it, and ends when that does.
    var isSandbox: Bool { get }

    /// Makes ready what the engine of that number needs, and says by which sockets it is held.
    func prepare(_ number: Int) throws -> EngineSockets
    /// The launch of the engine of that number, which was prepared.
    func launch(_ number: Int, _ descriptors: EngineDescriptors) throws -> ProcessLaunch
    /// Removes what was made ready for an engine that has ended.
    func cleanUp(after number: Int)
}
