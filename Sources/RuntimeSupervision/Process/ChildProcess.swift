import CSystem
import Dispatch
import Glibc

/// A process that this one has started.
///
/// It is held by a descriptor that cannot come to mean another process, so a signal never hits a stranger that got
/// the same pid. Letting go of the last reference does not end the process.
public final class ChildProcess: Sendable {
    public let identity: ProcessIdentity
    private let descriptor: ProcessDescriptor

    public var pid: Int32 { identity.pid }

    /// Starts the program, and calls `onEnd` once when it has ended, on a thread of the system's choosing.
    ///
    /// Returns when the program has been executed. Blocks for about a millisecond, whatever the size of this process.
    public init(
        _ launch: ProcessLaunch,
        onEnd: @escaping @Sendable (ProcessEnding) -> Void
    ) throws(SpawnError) {
        let child = try launch.spawn()
        identity = ProcessIdentity(running: child.pid)
        let descriptor = ProcessDescriptor(adopting: child.pidfd)
        self.descriptor = descriptor
        // The descriptor becomes readable at the end. The source keeps itself until it is cancelled.
        let source = DispatchSource.makeReadSource(fileDescriptor: child.pidfd)
        source.setEventHandler {
            guard let ending = descriptor.takeEnding() else { return }
            source.cancel()
            onEnd(ending)
        }
        source.activate()
    }

    /// Sends a signal; does nothing once the process has ended.
    public func signal(_ number: Int32) {
        descriptor.signal(number)
    }

    /// Ends the process at once; it cannot refuse.
    public func kill() {
        signal(SIGKILL)
    }

    /// Ends the process and all of its group at once, where it leads one (``ProcessLaunch/leadsSession``).
    func killGroup() {
        descriptor.signal(SIGKILL, toGroup: pid)
    }

    /// Ends a sandbox and all within it at once; returns whether the sandbox itself lives on, to end by itself.
    ///
    /// Of a sandbox the first process within is killed, which takes the rest with it, so that the sandbox can still
    /// wait for it. Where there is none yet, one may be just beginning: that is still of the sandbox's group, and would
    /// outlive it for ever, since it begins by waiting for word from the sandbox and not yet dies with it.
    func killSandbox() -> Bool {
        if ProcessTree.killChild(of: pid) { return true }
        killGroup()
        return false
    }
}

extension ProcessLaunch {
    /// Lays the launch out as C wants it, and spawns.
    fileprivate func spawn() throws(SpawnError) -> system_child {
        let arguments = CStringArray([program] + self.arguments)
        let environment = CStringArray(self.environment.map { "\($0.key)=\($0.value)" }.sorted())
        let descriptors = self.descriptors.map { system_descriptor(source: $0.value, target: $0.key) }
        let limits = self.limits.map(\.raw)
        var child = system_child()
        let code = program.withCString { program in
            descriptors.withUnsafeBufferPointer { descriptors in
                limits.withUnsafeBufferPointer { limits in
                    withOptionalCString(directory) { directory in
                        var request = system_spawn()
                        request.path = program
                        request.arguments = UnsafePointer(arguments.pointers)
                        request.environment = UnsafePointer(environment.pointers)
                        request.directory = directory
                        request.descriptors = descriptors.baseAddress
                        request.descriptor_count = descriptors.count
                        request.limits = limits.baseAddress
                        request.limit_count = limits.count
                        request.parent_death_signal = diesWithParent ? SIGKILL : 0
                        request.new_session = leadsSession
                        request.confined = isConfined
                        return system_spawn(&request, &child)
                    }
                }
            }
        }
        guard code == 0 else { throw SpawnError(program: program, step: .init(child.failed_step), code: code) }
        return child
    }
}

private func withOptionalCString<Result>(
    _ text: String?,
    _ body: (UnsafePointer<CChar>?) -> Result
) -> Result {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
}
