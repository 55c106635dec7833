import HTTPModel
import NativeAPI
import NativeWire
import ReleaseModel
import StoreSQLite
import Testing

@Suite("What is stored is shown, page by page", .timeLimit(.minutes(1)))
struct ResourceTests {
    @Test("every answer is uncacheable, unsniffable and dated by revision; health alone does without the store")
    func commonFields() async throws {
        try await APIUnderTest.run { server in
            for target in ["/api/v1/status", "/readyz", "/api/v1/workers/none", "/metrics"] as [HTTPTarget] {
                let answer = try await server.get(target)
                #expect(answer.fields[.cacheControl] == "no-store")
                #expect(answer.fields["X-Content-Type-Options"] == "nosniff")
                #expect(answer.fields["Sluice-Revision"] == "0")
            }
            #expect(try await server.get("/healthz").fields["Sluice-Revision"] == nil)
        }
    }

    @Test("a list goes on where the part before it ended")
    func pages() async throws {
        try await APIUnderTest.run { server in
            for name in ["a", "b", "c"] { #expect(try await server.upload(to: name).status == 201) }
            let first = try await server.get("/api/v1/workloads?limit=2").decode(WireList<WireWorkload>.self)
            #expect(first.items.map(\.name) == ["a", "b"])
            let cursor = try #require(first.cursor)
            let target = try HTTPTarget(
                segments: ["api", "v1", "workloads"],
                query: ["limit": "2", "cursor": cursor, "kind": "worker"]
            )
            let second = try await server.get(target).decode(WireList<WireWorkload>.self)
            #expect(second.items.map(\.name) == ["c"])
            #expect(second.cursor == nil)
            let workload = try #require(second.items.first)
            #expect(workload.url == "http://c.localhost:8787")
            #expect(workload.newestVersion == 1)
            #expect(workload.aliases.map(\.name) == ["production"])
        }
    }

    @Test(
        "a malformed query is 400",
        arguments: [
            "/api/v1/workloads?limit=0", "/api/v1/workloads?limit=101", "/api/v1/workloads?limit=",
            "/api/v1/workloads?limit=+5",
            "/api/v1/workers/hello/diff?from=1", "/api/v1/workers/hello/tail?level=loud",
            "/api/v1/workers/hello/tail?errors=yes",
        ] as [HTTPTarget]
    )
    func malformedQuery(_ target: HTTPTarget) async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            #expect(try await server.get(target).refusal == Refused(status: 400, code: "query_invalid"))
        }
    }

    @Test("a cursor of nobody's is refused")
    func foreignCursor() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let targets: [HTTPTarget] = [
                "/api/v1/workers/hello/versions?cursor=x!", "/api/v1/workers/hello/deployments?cursor=x!",
                "/api/v1/tokens?cursor=x!",
            ]
            for target in targets {
                let answer = try await server.get(target)
                #expect(answer.refusal == Refused(status: 400, code: "cursor_invalid"), "\(target)")
            }
        }
    }

    @Test("a file leaves as an attachment that no browser runs")
    func files() async throws {
        try await APIUnderTest.run { server in
            var form = TestForm()
            form.parts.append(TestForm.Part(name: "lib/page.txt", type: "text/plain", content: "<script>"))
            _ = try await server.upload(form)
            let answer = try await server.get("/api/v1/workers/hello/versions/1/files/lib%2Fpage.txt")
            #expect(answer.text == "<script>")
            #expect(answer.fields[.contentType] == "text/plain")
            #expect(answer.fields["Content-Security-Policy"] == "sandbox")
            #expect(answer.fields["X-Content-Type-Options"] == "nosniff")
            #expect(answer.fields[.contentDisposition]?.hasPrefix("attachment; filename=\"page.txt\"") == true)
            let missing = try await server.get("/api/v1/workers/hello/versions/1/files/none.js")
            #expect(missing.refusal == Refused(status: 404, code: "file_not_found"))
        }
    }

    @Test("a diff names configuration and files")
    func diff() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let second = #"{"main":"index.js","bindings":[{"name":"A","type":"plain_text","text":"x"}]}"#
            _ = try await server.upload(TestForm(second, code: "export default {}"))
            let diff = try await server.get("/api/v1/workers/hello/diff?from=1&to=newest").decode(WireDiff.self)
            #expect(diff.configuration.map(\.field) == ["binding A"])
            #expect(diff.files.map(\.change) == ["changed"])
            #expect(!diff.identical)
        }
    }

    @Test("a deleted version keeps its record and loses its content")
    func deletion() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            _ = try await server.upload(TestForm(#"{"main":"index.js"}"#))
            let used = try await server.change(.delete, "/api/v1/workers/hello/versions/1")
            #expect(used.problem?.candidates == ["alias production (deployment 1)"])
            let deleted = try await server.change(.delete, "/api/v1/workers/hello/versions/2")
            #expect(try deleted.decode(WireChangeResult.self).changed == "version 2 of worker hello")
            let view = try await server.get("/api/v1/workers/hello/versions/2").decode(WireVersionDetail.self)
            #expect(view.version.deleted?.author == "ada")
            #expect(view.version.previewUrl == nil)
            #expect(view.content == nil)
            let file = try await server.get("/api/v1/workers/hello/versions/2/files/index.js")
            #expect(file.refusal == Refused(status: 404, code: "version_deleted"))
        }
    }

    @Test("an alias is made, moved, given a key source and deleted")
    func aliases() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let beta: HTTPTarget = "/api/v1/workers/hello/aliases/beta"
            let empty = try await server.change(.put, beta, #"{"affinity":"cookie:user"}"#)
            #expect(empty.refusal == Refused(status: 422, code: "field_missing"))
            let shares = #""shares":[{"version":"1","percentage":"100"}]"#
            let made = try await server.change(.put, beta, "{\(shares),\"affinity\":\"cookie:user\"}")
            #expect(made.status == 201)
            let alias = try made.decode(WireAliasResult.self).alias
            #expect(alias.url == "http://beta-hello.localhost:8787")
            #expect(alias.affinity == "cookie:user")
            #expect(alias.deployment?.shares.map(\.version) == [1])
            let moved = try await server.change(.put, beta, "{\(shares),\"affinity\":\"\"}")
            #expect(moved.status == 200)
            #expect(try moved.decode(WireAliasResult.self).alias.affinity == nil)
            #expect(try await server.head() == 3, "a move with a new key source is one revision")
            let bad = try await server.change(.put, beta, #"{"affinity":"user"}"#)
            #expect(bad.refusal == Refused(status: 422, code: "affinity_invalid"))
            #expect(try await server.change(.delete, beta).status == 200)
            #expect(try await server.get(beta).refusal == Refused(status: 404, code: "alias_not_found"))
            let builtIn = try await server.change(.delete, "/api/v1/workers/hello/aliases/production")
            #expect(builtIn.refusal == Refused(status: 409, code: "alias_is_built_in"))
        }
    }

    @Test("a deployment keeps the name of its alias when that is deleted, also beside a new alias of the name")
    func deletedAlias() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let beta: HTTPTarget = "/api/v1/workers/hello/aliases/beta"
            let shares = #"{"shares":[{"version":"1","percentage":"100"}]}"#
            let made = try await server.change(.put, beta, shares).decode(WireAliasResult.self)
            let id = try #require(made.alias.deployment?.id)
            let target = try HTTPTarget("/api/v1/workers/hello/deployments/\(id)")
            #expect(try await server.get(target).decode(WireDeployment.self).inForce)
            #expect(try await server.change(.delete, beta).status == 200)
            let deployment = try await server.get(target).decode(WireDeployment.self)
            #expect(deployment.alias == "beta")
            #expect(!deployment.inForce)
            let again = try await server.change(.put, beta, shares).decode(WireAliasResult.self)
            #expect(again.alias.deployment?.inForce == true)
            #expect(again.alias.deployment?.sequence == 1)
            #expect(try await server.get(target).decode(WireDeployment.self).inForce == false)
        }
    }

    @Test("settings have defaults, allowed values and names")
    func settings() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let target: HTTPTarget = "/api/v1/workers/hello/settings/previews"
            #expect(try await server.get(target).decode(WireSetting.self).value == "on")
            #expect(try await server.change(.put, target, #"{"value":"off"}"#).status == 200)
            #expect(try await server.get(target).decode(WireSetting.self).revision == 2)
            let version = try await server.get("/api/v1/workers/hello/versions/1").decode(WireVersionDetail.self)
            #expect(version.version.previewUrl == nil)
            let value = try await server.change(.put, target, #"{"value":"maybe"}"#)
            #expect(value.problem?.candidates == ["on", "off"])
            let unknown = try await server.get("/api/v1/workers/hello/settings/color")
            #expect(unknown.refusal == Refused(status: 404, code: "setting_unknown"))
        }
    }

    @Test("a deleted worker is gone, and its numbers go on under the same name")
    func deletedWorkload() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            #expect(try await server.change(.delete, "/api/v1/workers/hello").status == 200)
            let gone = try await server.get("/api/v1/workers/hello")
            #expect(gone.refusal == Refused(status: 404, code: "workload_not_found"))
            let again = try await server.upload().decode(WireUploadResult.self)
            #expect(again.version.number == 2)
        }
    }

    @Test("a tail passes the data plane's lines on")
    func tail() async throws {
        let line = #"{"kind":"log"}"# + "\n"
        try await APIUnderTest.run(dataPlane: .example(tail: .text(line))) { server in
            _ = try await server.upload()
            let answer = try await server.get("/api/v1/workers/hello/tail?version=1&level=warn&errors=1")
            #expect(answer.fields[.contentType] == "application/x-ndjson")
            #expect(answer.text == line)
            let head = try await server.send(HTTPRequest(.head, "/api/v1/workers/hello/tail"))
            #expect(head.body.isEmpty)
        }
    }

    @Test("the document that is served is the one in the repository")
    func openAPI() async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.get("/api/v1/openapi.json")
            #expect(answer.fields[.contentType] == "application/json")
            #expect(answer.body == (try OpenAPIDocument.bytes()))
        }
    }

    @Test("a store that fails is 503, with the cause in the log alone")
    func closedStore() async throws {
        try await APIUnderTest.run { server in
            await server.store.close()
            let ready = try await server.sendBare(HTTPRequest(.get, "/readyz", authority: "localhost"))
            #expect(ready.refusal == Refused(status: 503, code: "not_ready"))
            #expect(try await server.sendBare(HTTPRequest(.get, "/healthz", authority: "localhost")).status == 200)
            let answer = try await server.get("/api/v1/status")
            #expect(answer.refusal == Refused(status: 503, code: "store_unavailable"))
            let id = try #require(answer.problem?.requestId)
            #expect(server.failures.all.contains { $0.requestID == id && $0.code == .storeUnavailable })
        }
    }
}
