import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Static files come before the version that has them", .timeLimit(.minutes(1)))
struct AssetUploadTests {
    private static let page = "<h1>Hi</h1>"
    private static let style = "h1 { color: teal }"

    /// As the manifest names a content.
    private static func hash(_ text: String) -> String {
        String(Digest(sha256: Array(text.utf8)).hex.prefix(32))
    }

    private static func manifest(_ files: [(path: String, text: String)]) -> String {
        let entries = files.map { file in
            "{\"path\":\"\(file.path)\",\"hash\":\"\(hash(file.text))\",\"size\":\(file.text.utf8.count)}"
        }
        return "{\"files\":[\(entries.joined(separator: ","))]}"
    }

    private static func begin(
        _ server: APIUnderTest,
        _ manifest: String,
        of name: String = "hello"
    ) async throws -> TestAnswer {
        let target = try HTTPTarget(segments: ["api", "v1", "workers", name, "assets"])
        return try await server.change(.post, target, manifest)
    }

    private static func send(
        _ server: APIUnderTest,
        _ contents: [(name: String, text: String)],
        to session: String,
        of name: String = "hello"
    ) async throws -> TestAnswer {
        var writer = MultipartWriter()
        for content in contents { writer.add(content.name, body: .text(content.text)) }
        let target = try HTTPTarget(segments: ["api", "v1", "workers", name, "assets", session])
        let fields: HTTPFields = [.contentType: try HTTPFieldValue(writer.contentType)]
        return try await server.send(HTTPRequest(.post, target, fields: fields, body: writer.body))
    }

    private static func session(_ answer: TestAnswer) throws -> WireAssetSession {
        try answer.decode(WireAssetSession.self)
    }

    @Test("tells what is missing, takes it, and makes a version of it; next time nothing is missing")
    func life() async throws {
        try await APIUnderTest.run { server in
            let files = [("/index.html", Self.page), ("/a.css", Self.style), ("/b.css", Self.style)]
            let manifest = Self.manifest(files.map { (path: $0.0, text: $0.1) })
            let begun = try await Self.begin(server, manifest)
            #expect(begun.status == 201)
            let session = try Self.session(begun)
            #expect(Set(session.missing) == [Self.hash(Self.page), Self.hash(Self.style)])
            #expect(try await server.head() == 0)
            let half = try await Self.send(server, [(Self.hash(Self.page), Self.page)], to: session.session)
            #expect(try Self.session(half).missing == [Self.hash(Self.style)])
            let early = try await server.upload(Self.form(session.session))
            #expect(early.refusal == Refused(status: 409, code: "assets_missing"))
            let whole = try await Self.send(server, [(Self.hash(Self.style), Self.style)], to: session.session)
            #expect(try Self.session(whole).missing == [])
            #expect(try await server.upload(Self.form(session.session)).status == 201)
            let view = try await server.get("/api/v1/workers/hello/versions/1").decode(WireVersionDetail.self)
            #expect(view.content?.assets?.files == 3)
            #expect(view.content?.assets?.size == Self.page.utf8.count + 2 * Self.style.utf8.count)
            #expect(view.content?.assets?.rules.notFoundHandling == "404-page")
            #expect(view.content?.assets?.rules.headers == "/*\n  x-a: b\n")
            let file = try await server.get("/api/v1/workers/hello/versions/1/files/%2Fa.css")
            #expect(file.text == Self.style)
            #expect(try Self.session(try await Self.begin(server, manifest)).missing == [])
        }
    }

    private static func form(_ session: String) -> TestForm {
        TestForm(
            """
            {"main":"index.js","deploy":true,"bindings":[{"name":"FILES","type":"assets"}],"assets":{
            "session":"\(session)","rules":{"notFoundHandling":"404-page","headers":"/*\\n  x-a: b\\n"}}}
            """
        )
    }

    @Test("static files need no code, and no two workers share a session")
    func withoutCode() async throws {
        try await APIUnderTest.run { server in
            let session = try Self.session(try await Self.begin(server, Self.manifest([("/a", "")])))
            _ = try await Self.send(server, [(Self.hash(""), "")], to: session.session)
            let metadata = TestForm.Part(
                name: "metadata",
                type: "application/json",
                content: "{\"deploy\":true,\"assets\":{\"session\":\"\(session.session)\"}}"
            )
            let unknown = Refused(status: 404, code: "asset_session_not_found")
            #expect(try await server.upload(TestForm([metadata]), to: "other").refusal == unknown)
            #expect(try await Self.send(server, [], to: session.session, of: "other").refusal == unknown)
            #expect(try await server.upload(TestForm([metadata])).status == 201)
            let view = try await server.get("/api/v1/workers/hello/versions/1").decode(WireVersionDetail.self)
            #expect(view.content?.main == nil)
            #expect(view.content?.modules == [])
        }
    }

    @Test(
        "a manifest that makes no sense is refused",
        arguments: [
            ("{}", "field_missing"), (#"{"files":[],"more":1}"#, "field_unknown"),
            (#"{"files":[{"path":"a","hash":"00000000000000000000000000000000","size":1}]}"#, "manifest_invalid"),
            (#"{"files":[{"path":"/../a","hash":"00000000000000000000000000000000","size":1}]}"#, "manifest_invalid"),
            (#"{"files":[{"path":"/a","hash":"0","size":1}]}"#, "manifest_invalid"),
            (#"{"files":[{"path":"/a","hash":"00000000000000000000000000000000","size":-1}]}"#, "manifest_invalid"),
            (
                #"{"files":[{"path":"/a","hash":"00000000000000000000000000000000","size":26214401}]}"#,
                "manifest_invalid"
            ),
        ]
    )
    func badManifest(text: String, code: String) async throws {
        try await APIUnderTest.run { server in
            let answer = try await Self.begin(server, text)
            #expect(answer.refusal == Refused(status: 422, code: code))
        }
    }

    @Test("contents that the manifest does not have, in name, size or bytes, are refused")
    func badContents() async throws {
        try await APIUnderTest.run { server in
            let hash = Self.hash(Self.page)
            let session = try Self.session(
                try await Self.begin(server, Self.manifest([("/index.html", Self.page)]))
            ).session
            let table: [([(name: String, text: String)], String)] = [
                ([("x", Self.page)], "manifest_invalid"), ([(Self.hash("x"), "x")], "manifest_invalid"),
                ([(hash, Self.page + "x")], "manifest_invalid"), ([(hash, "short")], "digest_mismatch"),
                ([(hash, String(Self.page.reversed()))], "digest_mismatch"),
                ([(hash, Self.page), (hash, Self.page)], "manifest_invalid"),
            ]
            for (contents, code) in table {
                let answer = try await Self.send(server, contents, to: session)
                #expect(answer.refusal == Refused(status: 422, code: code), "\(contents)")
            }
            let still = try Self.session(try await Self.send(server, [], to: session))
            #expect(still.missing == [hash])
            let json = try await server.change(.post, try HTTPTarget("/api/v1/workers/hello/assets/\(session)"), "{}")
            #expect(json.refusal == Refused(status: 415, code: "content_type_unsupported"))
            let unknown = try await Self.send(server, [], to: "x")
            #expect(unknown.refusal == Refused(status: 404, code: "asset_session_not_found"))
        }
    }

    @Test("who may not upload may not begin either")
    func scope() async throws {
        try await APIUnderTest.run { server in
            let token = try await server.token([.read, .deploy])
            var request = HTTPRequest(.post, "/api/v1/workers/hello/assets", body: .text(#"{"files":[]}"#))
            request.fields.set(.authorization, to: try HTTPFieldValue("Bearer \(token)"))
            #expect(try await server.send(request).refusal == Refused(status: 403, code: "scope_missing"))
        }
    }
}
