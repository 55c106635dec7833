import FoundationEssentials
import HTTPModel
import ReleaseModel
import ResourceStorage
import Testing

@testable import DialectCloudflare

/// What clients of a real server cannot easily provoke; the rest is in `Tests/Clients/cloudflare/refusals.py`.
@Suite("Cloudflare's clients are refused by code and reason", .timeLimit(.minutes(1)))
struct RefusalTests {
    private typealias Outcome = APIUnderTest.Outcome

    @Test("a worker that is too large, whichever module makes it so")
    func tooLarge() async throws {
        try await APIUnderTest.run { server in
            let refusal = Outcome(
                status: 413,
                code: 10_027,
                message: "Worker exceeds the size limit of 1 MiB. Reduce your script size and try again."
            )
            let (half, more) = (String(repeating: "x", count: 600_000), String(repeating: "x", count: 1_100_000))
            let large = try await server.upload(modules: ["index.js": "", "a.txt": more])
            #expect(large == refusal)
            let many = try await server.upload(modules: ["index.js": "", "a.txt": half, "b.txt": half])
            #expect(many == refusal)
            let small = try await server.upload(modules: ["index.js": "", "a.txt": half])
            #expect(small.status == 200)
        }
    }

    @Test("a binding to a KV namespace of another account, as if there were none")
    func foreignNamespace() async throws {
        try await APIUnderTest.run { server in
            func bound(_ id: KVNamespace.ID) async throws -> Outcome {
                let binding = #"[{"type":"kv_namespace","name":"KV","namespace_id":"\#(id.compact)"}]"#
                return try await server.upload(bindings: binding)
            }
            let other = try await server.resources.kv.createNamespace("a", of: Account.ID(UUID()), now: Date())
            let own = try await server.resources.kv.createNamespace("a", of: server.account, now: Date())
            let refusal = Outcome(
                status: 400,
                code: 10_041,
                message: "KV namespace \(other.id.compact) not found."
            )
            #expect(try await bound(other.id) == refusal)
            #expect(try await server.send(.get, "workers/scripts/hello/versions").status == 404)
            #expect(try await bound(own.id).status == 200)
            // Nor does it get at the pairs by their address.
            for path in ["keys", "values/key"] {
                let answer = try await server.send(.get, "storage/kv/namespaces/\(other.id.compact)/\(path)")
                #expect(answer.status == 404 && answer.code == 10_013, "\(path)")
            }
        }
    }

    @Test("a host that is the server's own, an address, the bare domain or in no zone")
    func foreignHosts() async throws {
        try await APIUnderTest.run(zones: ["example.test", "localhost"]) { server in
            #expect(try await server.upload().status == 200)
            for host in [
                "localhost", "127.0.0.1", "[::1]", "0x7f.1", "workers.example.test", "hello.workers.example.test",
                "example.org",
            ] {
                let domain = #"{"hostname":"\#(host)","service":"hello","environment":"production"}"#
                let attached = try await server.send(.put, "workers/domains", .text(domain))
                #expect(attached.status == 400 && attached.code == 10_021, "\(host)")
                let routed = try await server.send(
                    .put,
                    "workers/scripts/hello/routes",
                    .text(#"[{"pattern":"\#(host)/*"}]"#)
                )
                #expect(routed.status == 400 && routed.code == 10_022, "\(host)")
            }
            let domain = #"{"hostname":"www.example.test","service":"hello","environment":"production"}"#
            #expect(try await server.send(.put, "workers/domains", .text(domain)).status == 200)
        }
    }

    @Test("a body of another type than a form, for code and for static files")
    func contentType() async throws {
        try await APIUnderTest.run { server in
            let refusal = Outcome(
                status: 400,
                code: 10_001,
                message: "Content-Type must be one of multipart/form-data, application/json; it is text/html."
            )
            let answer = try await server.send(.put, "workers/scripts/hello", type: "text/html", .text("<p>"))
            #expect(answer == refusal)
            let assets = try await server.beginAssets(of: "site", ["/a.txt": "a"])
            let session = assets.result["jwt"]?.string
            let files = try await server.send(.post, "workers/assets/upload", .text("{}"), as: session)
            #expect(
                files
                    == Outcome(
                        status: 400,
                        code: 10_001,
                        message: "Content-Type must be multipart/form-data; it is application/json."
                    )
            )
        }
    }
}
