import FoundationEssentials
import NativeWire
import RuntimeSupervision
import Testing

extension EndToEndTests {
    @Suite("Engines hold nothing of the server's, and do not outlive it")
    struct EngineGuardTests {
        @Test("an engine has no descriptor but its own")
        func descriptors() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                _ = try await server.ask("/version", of: "probe")
                let engines = server.processes.engines
                #expect(!engines.isEmpty)
                for engine in engines {
                    let targets = try descriptors(of: engine.pid)
                    #expect(targets[0] == "/dev/null")
                    let foreign = targets.filter { $0.key > 0 && !Self.isOwn($0.value, home: server.home) }
                    #expect(foreign.isEmpty, "\(foreign)")
                }
            }
        }

        @Test("kill -9 of any process leaves no engine behind", arguments: Victim.allCases)
        func parentDeath(victim: Victim) async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                _ = try await server.ask("/version", of: "probe")
                let before = server.processes.engines
                #expect(!before.isEmpty)
                try await server.kill(victim)
                if victim != .control {
                    try await Deadline(in: SluiceServer.leftoverLimit).wait("the engines are gone") {
                        !before.contains(where: \.isAlive)
                    }
                }
                try await server.recover(from: victim)
                #expect(server.processes.orphanedEngines.isEmpty)
                #expect(try await server.ask("/version", of: "probe").text == "1")
                if victim == .control {
                    #expect(before.filter(\.isAlive).count == before.count, "no engine ends with control")
                }
            }
        }

        /// What each descriptor of a process stands for.
        private func descriptors(of pid: Int32) throws -> [Int: String] {
            let folder = "/proc/\(pid)/fd"
            return try FileManager.default.contentsOfDirectory(atPath: folder).reduce(into: [:]) { targets, name in
                guard let number = Int(name) else { return }
                targets[number] = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
            }
        }

        /// Pipes, sockets and event queues are an engine's own; files and devices of others are not.
        private static func isOwn(_ target: String, home: String) -> Bool {
            // The engine's own cache of what it learned from parsing its harness.
            let cache = "\(home)/run/engines/cache/"
            return ["pipe:", "socket:", "anon_inode:", "/dev/null", cache].contains { target.hasPrefix($0) }
        }
    }
}
