import Dispatch

/// Fills the folders of instances: links and copies files, which blocks, on a thread of its own.
actor PackageLinker {
    private let executor = LinkingExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func fill(_ slot: SlotFolder, for launch: FunctionLaunch) throws(FunctionStartFailure) {
        try slot.fill(code: launch.codeFolder, layers: launch.layers)
    }
}

/// A queue on which blocking is allowed.
private final class LinkingExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "package linker")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
