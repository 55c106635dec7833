import Foundation
import HTTPModel
import NativeWire
import Testing

extension EndToEndTests {
    @Suite("Static files over Cloudflare's API")
    struct StaticAssetTests {
        @Test("serve without code, and no engine starts for them")
        func servesFiles() async throws {
            try await SluiceServer.running { server in
                let assets = try await CloudflareAssets(server)
                let large = String(repeating: "0123456789abcdef", count: 150_000)
                let session = try await assets.begin("site", ["/index.html": "<h1>home</h1>", "/large.txt": large])
                #expect(session.buckets.flatMap(\.self).count == 2)
                #expect(try await assets.send(["<h1>home</h1>"], in: session).status == .accepted)
                let last = try await assets.send([large], in: session)
                #expect(last.status == .created)
                #expect(
                    try await assets.deploy("site", session.jwt, config: #"{"_headers":"/*\n  X-A: 1"}"#).status == .ok
                )

                let page = try await server.ask("/", of: "site")
                #expect(page.text == "<h1>home</h1>")
                #expect(page.fields["x-a"] == "1")
                #expect(try await server.ask("/large.txt", of: "site").text == large)
                let part = try await server.ask("/large.txt", of: "site", fields: ["range": "bytes=1048574-1048579"])
                #expect(part.status == .partialContent && part.text == "ef0123")
                #expect(try await server.ask("/nowhere", of: "site").status == .notFound)
                let status = try await server.api.status()
                #expect(status.data?.instances.isEmpty == true)

                // What the account has need not be sent again.
                #expect(try await assets.begin("other", ["/a": "<h1>home</h1>"]).buckets.isEmpty)
            }
        }

        @Test("a session's token is good for its own upload alone")
        func guardsTokens() async throws {
            try await SluiceServer.running { server in
                let assets = try await CloudflareAssets(server)
                let session = try await assets.begin("site", ["/a.txt": "a"])
                let foreign = String(repeating: "0", count: 32)
                #expect(try await assets.send(["a"], in: session, account: foreign).status == .forbidden)
                #expect(try await assets.send(["a"], in: session, token: session.jwt + "A").status == .forbidden)
                #expect(try await assets.send(["a"], in: session, token: server.adminToken).status == .forbidden)
                #expect(try await assets.send(["b"], in: session).status == .badRequest)
                #expect(try await assets.send(.get, "workers/scripts", token: session.jwt).status == .forbidden)
                #expect(try await assets.deploy("site", session.jwt).status == .badRequest)
                #expect(try await assets.send(["a"], in: session).status == .created)
                #expect(try await assets.deploy("other", session.jwt).status == .notFound)
                #expect(try await assets.deploy("site", session.jwt).status == .ok)
            }
        }
    }
}
