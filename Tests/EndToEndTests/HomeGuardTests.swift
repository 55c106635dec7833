import FoundationEssentials
import Glibc
import HTTPModel
import NativeWire
import RuntimeSupervision
import SocketTesting
import TestSurroundings
import Testing

extension EndToEndTests {
    @Suite("A server starts on a home of its own, on addresses of its own, or says why not")
    struct HomeGuardTests {
        @Test("keeps the home to its owner, and refuses one that others may enter")
        func privateHome() async throws {
            try await SluiceServer.running { server in
                for path in ["", "/logs", "/run"] { #expect(try mode(of: server.home + path) == 0o700) }
                for path in ["/admin-token", "/sluice.db", "/blobs.db"] {
                    #expect(try mode(of: server.home + path) & 0o077 == 0, "\(path)")
                }
                try await server.stop()
                #expect(chmod(server.home, 0o755) == 0)
                let result = try await server.launcher.run(serve(server.home))
                expectRefusal(result, code: "home_unusable", naming: "chmod 700 \(server.home)")
            }
        }

        @Test("refuses a second server on the same home, and the first goes on")
        func secondServer() async throws {
            try await SluiceServer.running { server in
                let second = try await server.cli("serve", "--listen", "127.0.0.1:0", "--traffic", "127.0.0.1:0")
                expectRefusal(second, code: "home_in_use", naming: server.home)
                #expect(await server.isReady())
            }
        }

        @Test("refuses a port in use, also one whose holder would share it", arguments: [false, true])
        func portInUse(isShared: Bool) async throws {
            let launcher = try ProgramLauncher()
            let folder = try TemporaryFolder()
            let holder = try PortHolder(sharing: isShared)
            for (taken, free) in [("--listen", "--traffic"), ("--traffic", "--listen")] {
                let result = try await launcher.run([
                    "serve", "--home", "\(folder.path)/home", taken, "127.0.0.1:\(holder.port)", free, "127.0.0.1:0",
                ])
                expectRefusal(result, code: "address_in_use", naming: "\(holder.port)")
            }
        }

        @Test("refuses a home whose sockets would have too long a path")
        func longPath() async throws {
            let launcher = try ProgramLauncher()
            let folder = try TemporaryFolder()
            let home = "\(folder.path)/\(String(repeating: "h", count: 100))"
            let result = try await launcher.run(serve(home))
            expectRefusal(result, code: "home_path_too_long", naming: home)
            #expect(!FileManager.default.fileExists(atPath: home))
        }

        @Test("refuses a store of a newer release, and leaves it as it is")
        func newerSchema() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                try await server.stop()
                let store = "\(server.home)/sluice.db"
                try ForeignStore.setSchema(of: store, to: 999)
                let before = try Data(contentsOf: URL(filePath: store))
                let result = try await server.launcher.run(serve(server.home))
                expectRefusal(result, code: "schema_too_new", naming: "999")
                #expect(try Data(contentsOf: URL(filePath: store)) == before)
            }
        }

        @Test("writes the admin's token into its file, and nowhere else")
        func tokenStaysSecret() async throws {
            try await SluiceServer.running(["--log-level", "debug"]) { server in
                let token = try server.adminToken
                #expect(token.hasPrefix("slc_"))
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                let bearer = try HTTPFieldValue("Bearer \(token)")
                _ = try await server.ask("/version", of: "probe", fields: [.authorization: bearer])
                try await server.stop()
                let written = server.logs + server.outputs
                #expect(written.contains("ready"))
                #expect(!written.contains(token))
            }
        }

        private func serve(_ home: String) -> [String] {
            ["serve", "--home", home, "--listen", "127.0.0.1:0", "--traffic", "127.0.0.1:0"]
        }

        private func expectRefusal(_ result: ProgramResult, code: String, naming name: String) {
            #expect(result.ending == .exited(code: 1))
            #expect(result.errors.contains("error[\(code)]: "), "\(result.errors)")
            #expect(result.errors.contains(name), "\(result.errors)")
            #expect(result.errors.contains("next: "), "\(result.errors)")
        }
    }
}

/// The permission bits of a file.
private func mode(of path: String) throws -> mode_t {
    var status = stat()
    guard stat(path, &status) == 0 else { throw CocoaError(.fileReadNoSuchFile) }
    return status.st_mode & 0o777
}
