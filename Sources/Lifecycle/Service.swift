/// A part of a process that runs until the process stops.
public protocol Service: Sendable {
    /// What logs call it.
    var name: String { get }

    /// Works until its task is cancelled.
    ///
    /// Returning early, with or without an error, stops the whole group: no part runs on beside a missing one.
    func run() async throws

    /// Ends the work in hand: takes nothing new, finishes what was begun, and returns when nothing is left.
    ///
    /// Afterwards the task of ``run()`` is cancelled. When the deadline of the group passes both are cancelled.
    func stop() async
}

extension Service {
    /// Leaves nothing in hand: ``run()`` is cancelled at once.
    public func stop() async {}
}
