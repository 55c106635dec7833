import RuntimeSupervision

/// A process that a test kills.
enum Victim: String, Sendable, CaseIterable {
    case control, data, supervisor
}

extension SluiceServer {
    /// Sends SIGKILL to a process, and waits until it is gone.
    func kill(_ victim: Victim) async throws {
        switch victim {
        case .supervisor:
            let program = supervisor
            program?.kill()
            _ = try await program?.ending(within: Self.leftoverLimit)
        case .control, .data:
            let process = try await Deadline(in: Self.startLimit).poll("\(victim) runs") {
                processes.role(victim.rawValue)
            }
            process.killIfAlive()
            try await Deadline(in: Self.leftoverLimit).wait("\(victim) is gone") { !process.isAlive }
        }
    }

    /// Waits until the server is as if nothing had happened; a person starts it again if need be.
    func recover(from victim: Victim) async throws {
        if victim == .supervisor { return try await start() }
        try await Deadline(in: Self.startLimit).wait("the server is ready again") { await isReady() }
    }
}
