import CSystem
import Glibc
import HTTPEngine

/// Finds out how functions can be isolated on this machine, by really starting something in the sandbox.
final class SandboxProbe {
    struct Finding {
        /// Nil when functions run without one.
        let sandbox: Sandbox?
        /// Nil when memory is limited per process alone.
        let groups: MemoryGroups?
        let report: SandboxReport
    }

    private static let filter: Int32 = 3

    /// How long one attempt may take.
    static let limit = Duration.seconds(10)

    private let configuration: FunctionConfiguration
    private let loop: EventLoop
    private let completion: (Finding) -> Void
    private var failure: String?
    private var child: ChildProcess?

    init(_ configuration: FunctionConfiguration, on loop: EventLoop, completion: @escaping (Finding) -> Void) {
        self.configuration = configuration
        self.loop = loop
        self.completion = completion
    }

    func begin() {
        let sandbox = Sandbox(bubblewrapPath: configuration.bubblewrapPath, identity: configuration.identity)
        let filter = system_sandbox_filter()
        defer { if filter >= 0 { close(filter) } }
        let content = Sandbox.Content(command: ["/usr/bin/true"], diskBytes: 1 << 20, filter: Self.filter)
        var launch = ProcessLaunch(program: sandbox.bubblewrapPath)
        launch.descriptors[Self.filter] = filter
        launch.arguments = sandbox.arguments(number: 0, content)
        launch.directory = "/"
        let (thread, bound) = (loop.thread, LoopBound(self, on: loop))
        do {
            let child = try ChildProcess(launch) { ending in
                thread.submit { loop in bound.value(on: loop).ended(ending, of: sandbox) }
            }
            self.child = child
            loop.after(Self.limit) { _ = child.killSandbox() }
        } catch {
            failed("\(error)")
        }
    }

    private func ended(_ ending: ProcessEnding, of sandbox: Sandbox) {
        if ending == .exited(code: 0) { conclude(sandbox) } else { failed("bubblewrap \(ending)") }
    }

    private func failed(_ reason: String) {
        failure = reason
        conclude(nil)
    }

    private func conclude(_ sandbox: Sandbox?) {
        var active: [SandboxReport.Layer] = [.resourceLimits]
        var missing: [SandboxReport.Missing] = []
        if let sandbox {
            active += [.bubblewrap, sandbox.identity.layer, .systemCallFilter]
            if sandbox.identity == .ownUser, getuid() != 0 {
                missing.append(.init(layer: .userPerInstance, reason: "the server does not run as root"))
            }
        } else {
            let reason = failure ?? "it cannot start"
            for layer in [.bubblewrap, configuration.identity.layer, .systemCallFilter] as [SandboxReport.Layer] {
                missing.append(.init(layer: layer, reason: reason))
            }
        }
        var groups: MemoryGroups?
        do throws(MemoryGroups.Unavailable) {
            groups = try MemoryGroups()
            active.append(.memoryGroup)
        } catch {
            missing.append(.init(layer: .memoryGroup, reason: error.reason))
        }
        let isSufficient = sandbox != nil || configuration.sandbox == .unsandboxed
        completion(
            Finding(
                sandbox: sandbox,
                groups: groups,
                report: SandboxReport(active: active, missing: missing, isSufficient: isSufficient)
            )
        )
    }
}

extension Sandbox.Identity {
    var layer: SandboxReport.Layer {
        switch self {
        case .reservedUsers: .userPerInstance
        case .ownUser: .userNamespace
        }
    }
}
