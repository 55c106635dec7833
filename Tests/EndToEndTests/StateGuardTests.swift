import NativeWire
import RuntimeSupervision
import TestSurroundings
import Testing

extension EndToEndTests {
    @Suite("State survives what happens to the machine")
    struct StateGuardTests {
        private static let worker = "probe"

        @Test("a restored backup begins a new epoch, and no number is given out again")
        func restore() async throws {
            try await SluiceServer.running { server in
                let backup = "\(server.folder.path)/backup"
                let first = try await server.api.upload(.probe("kept"), to: Self.worker, deploy: true)
                #expect(try await server.cli("backup", backup).succeeded)
                let lost = try await server.api.upload(.probe("lost"), to: Self.worker, deploy: true)
                let before = try await server.api.status()

                let busy = try await server.cli("restore", backup, "--force", "-y")
                #expect(busy.ending == .exited(code: 1))
                #expect(busy.errors.contains("error[home_in_use]: "), "\(busy.errors)")
                try await server.stop()
                let restored = try await server.cli("restore", backup, "--force", "-y")
                #expect(restored.succeeded, "\(restored.errors)")
                try await server.start()

                let after = try await server.api.status()
                #expect(after.epoch == before.epoch + 1)
                #expect(after.revision > before.revision)
                #expect(try await server.api.versions(of: Self.worker).map(\.id) == [first.version.id])
                #expect(try await server.ask("/greeting", of: Self.worker).text.hasPrefix("kept 1 "))
                let next = try await server.api.upload(.probe("next"), to: Self.worker, deploy: true)
                #expect(next.version.number > lost.version.number)
                #expect(next.commit.revision > before.revision)
                #expect(try await server.cli("check").succeeded)
            }
        }

        @Test("a backup restores on another machine, while the old numbers stay used")
        func restoreElsewhere() async throws {
            let folder = try TemporaryFolder()
            let numbers = try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe("kept"), to: Self.worker, deploy: true)
                #expect(try await server.cli("backup", "\(folder.path)/backup").succeeded)
                // The backup cannot know of these.
                var numbers: [Int] = []
                for greeting in ["a", "b"] {
                    numbers.append(try await server.api.upload(.probe(greeting), to: Self.worker).version.number)
                }
                return numbers
            }
            try await SluiceServer.running(restoring: "\(folder.path)/backup") { server in
                #expect(try await server.ask("/greeting", of: Self.worker).text.hasPrefix("kept 1 "))
                let next = try await server.api.upload(.probe("next"), to: Self.worker)
                #expect(!numbers.contains(next.version.number))
            }
        }

        @Test("refuses uploads below the disk reserve, while deployments, rollbacks and traffic go on")
        func diskReserve() async throws {
            try await SluiceServer.running { server in
                for greeting in ["one", "two"] {
                    _ = try await server.api.upload(.probe(greeting), to: Self.worker, deploy: true)
                }
                try await server.stop()
                try await server.start(extra: ["--disk-reserve", "1024T"])

                let before = try await server.api.status().revision
                let problem = await #expect(throws: WireProblem.self) {
                    _ = try await server.api.upload(.probe("three", ballast: 1_000), to: Self.worker, deploy: true)
                }
                #expect(problem?.code == "disk_reserve")
                #expect(problem?.status == 507)
                #expect(try await server.api.status().revision == before)
                #expect(try await server.api.versions(of: Self.worker).count == 2)

                let moved = try await server.api.deploy([1: "100"], of: Self.worker)
                #expect(moved.commit.state == "in_force")
                #expect(try await server.ask("/version", of: Self.worker).text == "1")
                let back = try await server.api.rollback(Self.worker)
                #expect(back.commit.state == "in_force")
                #expect(try await server.ask("/version", of: Self.worker).text == "2")
            }
        }
    }
}
