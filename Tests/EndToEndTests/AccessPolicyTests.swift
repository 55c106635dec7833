import FoundationEssentials
import HTTPModel
import NativeWire
import Testing

extension EndToEndTests {
    @Suite("Who may choose a version is a setting of the worker")
    struct AccessPolicyTests {
        @Test("by the token that the CLI prints once, which is nowhere kept as it is")
        func token() async throws {
            try await SluiceServer.running(["--log-level", "debug", "--request-log"]) { server in
                let first = try await server.api.upload(.probe("one"), to: "probe", deploy: true).version
                _ = try await server.api.upload(.probe("two"), to: "probe")
                _ = try await server.api.deploy([1: "100", 2: "0"], of: "probe")
                for setting in ["preview-access", "version-overrides"] {
                    _ = try await server.cli("settings", "set", setting, "token", "-n", "probe").checked()
                }
                let made = try await server.cli("settings", "token", "-n", "probe").checked()
                let secret = made.output.filter { !$0.isWhitespace }
                #expect(secret.hasPrefix("sla_"))

                let preview = "\(first.id.prefix(8))-probe"
                let refused = try await server.ask("/version", of: preview, fields: ["accept": "text/html"])
                #expect(refused.status == .forbidden)
                #expect(refused.text.contains("Sluice-Access"))
                let access: HTTPFields = ["sluice-access": try HTTPFieldValue(secret), "sluice-version": "2"]
                #expect(try await server.ask("/version", of: preview, fields: access).text == "1")
                #expect(try await server.ask("/version", of: "probe", fields: access).text == "2")
                let ignored = try await server.ask("/version", of: "probe", fields: ["sluice-version": "2"])
                #expect(ignored.text == "1")
                #expect(ignored.fields["sluice-ignored"] == "version-overrides")
                let seen = try await server.ask("/headers", of: "probe", fields: access).text
                #expect(seen.contains("sluice-version") && !seen.contains(secret))

                // To end a token takes a yes.
                let again = try await server.cli("settings", "token", "-n", "probe")
                #expect(again.errors.contains("error[answer_needed]"))
                #expect(try await server.ask("/version", of: preview, fields: access).status == .ok)
                _ = try await server.cli("settings", "token", "--revoke", "-y", "-n", "probe").checked()
                #expect(try await server.ask("/version", of: preview, fields: access).status == .forbidden)

                try await server.stop()
                #expect(!(server.logs + server.outputs).contains(secret))
                for file in ["sluice.db", "sluice.db-wal"] {
                    let data = (try? Data(contentsOf: URL(filePath: "\(server.home)/\(file)"))) ?? Data()
                    #expect(!String(decoding: data, as: UTF8.self).contains(secret), "\(file)")
                }
            }
        }

        @Test("by the networks that the operator trusts: this machine, or as told nobody", arguments: [true, false])
        func trusted(isTrusted: Bool) async throws {
            try await SluiceServer.running(isTrusted ? [] : ["--trusted-network", "none"]) { server in
                _ = try await server.api.upload(.probe("one"), to: "probe", deploy: true)
                _ = try await server.api.upload(.probe("two"), to: "probe")
                _ = try await server.api.deploy([1: "100", 2: "0"], of: "probe")
                try await server.api.set("version-overrides", to: "trusted", of: "probe")
                let answer = try await server.ask("/version", of: "probe", fields: ["sluice-version": "2"])
                #expect(answer.text == (isTrusted ? "2" : "1"))
            }
        }
    }
}
