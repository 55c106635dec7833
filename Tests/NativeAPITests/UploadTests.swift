import FoundationEssentials
import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Uploads become versions, whole or not at all", .timeLimit(.minutes(1)))
struct UploadTests {
    @Test("publishes and deploys in one revision, and says where it answers")
    func publishes() async throws {
        try await APIUnderTest.run { server in
            let metadata = """
                {"main":"index.js","deploy":true,"message":"first","deploymentMessage":"go","tag":"v1",
                "compatibilityDate":"2026-01-01","compatibilityFlags":["a"],
                "bindings":[{"name":"GREETING","type":"plain_text","text":"hi"},
                {"name":"LIMITS","type":"json","text":"{\\"n\\":[1]}"},{"name":"META","type":"version_metadata"}],
                "provenance":{"provider":"git","commit":"4b825dc6","dirty":true}}
                """
            let answer = try await server.upload(TestForm(metadata), fields: ["Sluice-Source": "cli"])
            #expect(answer.status == 201)
            #expect(answer.fields["Sluice-Revision"] == "1")
            #expect(answer.fields[.eTag] == "\"1\"")
            let result = try answer.decode(WireUploadResult.self)
            #expect(result.version.number == 1)
            #expect(result.version.author == "ada")
            #expect(result.version.source == "cli")
            #expect(result.version.message == "first")
            #expect(result.version.createdAt == "2027-01-15T08:00:00.123Z")
            #expect(result.version.serving == ["production": "100"])
            let prefix = result.version.id.prefix(8)
            #expect(result.version.previewUrl == "http://\(prefix)-hello.localhost:8787")
            #expect(result.deployment?.message == "go")
            #expect(result.deployment?.inForce == true)
            #expect(result.commit.state == "in_force")
            #expect(result.commit.inForceAfterMilliseconds == 2)
            #expect(result.commit.rollback == nil)
            let view = try await server.get("/api/v1/workers/hello/versions/1").decode(WireVersionDetail.self)
            #expect(view.content?.bindings.map(\.type) == ["plain_text", "json", "version_metadata"])
            #expect(view.content?.compatibilityFlags == ["a"])
            #expect(view.version.provenance?.dirty == true)
        }
    }

    @Test("a source that is not a client's own counts as api", arguments: ["wrangler", "system", "nonsense"])
    func source(_ claimed: String) async throws {
        try await APIUnderTest.run { server in
            let fields: HTTPFields = ["Sluice-Source": try HTTPFieldValue(claimed)]
            #expect(try await server.upload(fields: fields).decode(WireUploadResult.self).version.source == "api")
        }
    }

    @Test("an unknown worker is not created by an upload alone")
    func unknownWorker() async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.upload(TestForm(#"{"main":"index.js"}"#))
            #expect(answer.refusal == Refused(status: 404, code: "workload_not_found"))
            #expect(try await server.head() == 0)
        }
    }

    @Test("equal content is a version of its own that names its twin, unless it was to be skipped")
    func twins() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let again = try await server.upload(TestForm(#"{"main":"index.js"}"#)).decode(WireUploadResult.self)
            #expect(again.version.number == 2)
            #expect(again.twin == 1)
            let skipped = try await server.upload(TestForm(#"{"main":"index.js","skipUnchanged":true}"#))
            #expect(skipped.status == 200)
            let result = try skipped.decode(WireUploadResult.self)
            #expect(result.unchanged)
            #expect(result.version.number == 2)
        }
    }

    @Test("code that does not start is refused with its error")
    func loadFailure() async throws {
        let failure = LoadFailure(name: "SyntaxError", message: "Unexpected token", stack: "at index.js:1:1")
        try await APIUnderTest.run(loading: .failure(failure)) { server in
            let answer = try await server.upload()
            #expect(answer.refusal == Refused(status: 422, code: "load_failed"))
            #expect(answer.problem?.detail.contains("SyntaxError: Unexpected token") == true)
            #expect(answer.problem?.detail.contains("index.js:1:1") == true)
            #expect(try await server.head() == 0)
        }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let form: TestForm
        let refusal: Refused

        init(_ what: String, _ form: TestForm, _ status: Int, _ code: String) {
            testDescription = what
            self.form = form
            refusal = Refused(status: status, code: code)
        }

        init(_ what: String, metadata: String, _ status: Int, _ code: String) {
            self.init(what, TestForm(metadata), status, code)
        }

        private static let metadata = TestForm.Part(
            name: "metadata",
            type: "application/json",
            content: #"{"main":"index.js","deploy":true}"#
        )

        private static func module(_ name: String, _ type: HTTPFieldValue? = TestForm.esm) -> TestForm.Part {
            TestForm.Part(name: name, type: type, content: "1")
        }

        static let all =
            forms + [
                Bad("no JSON", metadata: "main", 400, "json_malformed"),
                Bad("no main", metadata: "{}", 422, "main_module_missing"),
                Bad("unknown key", metadata: #"{"main":"index.js","mian":"x"}"#, 422, "field_unknown"),
                Bad("missing main", metadata: #"{"main":"a.js","deploy":true}"#, 422, "main_module_missing"),
                binding(#"{"name":"KV","type":"kv_namespace"}"#, "binding_value_invalid"),
                binding(#"{"name":"KV","type":"kv_namespace","text":"1"}"#, "binding_value_invalid"),
                binding(
                    #"{"name":"KV","type":"kv_namespace","text":"00000000000000000000000000000000"}"#,
                    "binding_namespace_missing"
                ),
                binding(#"{"name":"API","type":"service","text":"nobody"}"#, "binding_service_missing"),
                binding(#"{"name":"API","type":"service","text":"x#"}"#, "binding_value_invalid"),
                binding(#"{"name":"S","type":"secret_text"}"#, "binding_value_invalid"),
                binding(#"{"name":"FILES","type":"assets"}"#, "binding_value_invalid"),
                binding(#"{"name":"FILES","type":"assets","text":"x"}"#, "binding_value_invalid"),
                binding(#"{"name":"B","type":"r2_bucket","text":"{}"}"#, "binding_type_unknown"),
                binding(#"{"name":"B","type":"","text":"{}"}"#, "binding_value_invalid"),
                binding(#"{"name":"1A","type":"plain_text","text":""}"#, "binding_name_invalid"),
                binding(#"{"name":"A","type":"plain_text"}"#, "binding_value_invalid"),
                binding(#"{"name":"A","type":"json","text":"{"}"#, "binding_value_invalid"),
                binding(#"{"name":"A","type":"version_metadata","text":""}"#, "binding_value_invalid"),
                binding(#"{"name":"A","type":"json","text":"1","id":"1"}"#, "field_unknown"),
                binding(
                    #"{"name":"A","type":"json","text":"1"},{"name":"A","type":"json","text":"1"}"#,
                    "binding_repeated"
                ),
                more(#""endSplit":"1""#, "field_invalid"),
                more(#""assets":{"session":"x"}"#, "asset_session_not_found", status: 404),
                more(
                    #""assets":{"session":"0f8fad5b-d9cb-469f-a165-70867728950e"}"#,
                    "asset_session_not_found",
                    status: 404
                ),
                rules(#""htmlHandling":"auto""#, "field_invalid"),
                rules(#""runWorkerFirst":true,"workerFirstPaths":["/a"]"#, "field_invalid"),
                rules(#""workerFirstPaths":["!/a"]"#, "assets_invalid"),
                rules(#""workerFirstPaths":["a"]"#, "assets_invalid"),
                rules(#""headers":"/a\nno colon""#, "assets_invalid"),
                rules(#""redirects":"/a""#, "assets_invalid"),
                more(#""compatibilityDate":"soon""#, "compatibility_invalid"),
                more(#""compatibilityFlags":[""]"#, "compatibility_invalid"),
                more(#""provenance":{"provider":"svn"}"#, "provenance_invalid"),
                more(#""provenance":{"provider":"git","url":"https://a:b@git.example/x"}"#, "provenance_invalid"),
                more("\"message\":\"\(String(repeating: "m", count: 1_001))\"", "text_too_long"),
                more("\"tag\":\"\(String(repeating: "t", count: 101))\"", "text_too_long"),
                more("\"deploymentMessage\":\"\(String(repeating: "m", count: 1_001))\"", "text_too_long"),
            ]

        private static let forms = [
            Bad("no parts", TestForm([]), 400, "metadata_missing"),
            Bad("module first", TestForm([module("index.js"), metadata]), 400, "metadata_missing"),
            Bad("no modules", TestForm([metadata]), 422, "main_module_missing"),
            Bad("no type", TestForm([metadata, module("index.js", nil)]), 422, "module_type_unknown"),
            Bad("CSS", TestForm([metadata, module("a.css", "text/css")]), 422, "module_type_unknown"),
            Bad("leaves the bundle", TestForm([metadata, module("../a.js")]), 422, "module_name_invalid"),
            Bad("twice", TestForm([metadata, module("index.js"), module("index.js")]), 422, "module_repeated"),
            Bad("main is text", TestForm([metadata, module("index.js", "text/plain")]), 422, "main_module_type"),
        ]

        private static func binding(_ json: String, _ code: String) -> Bad {
            more("\"bindings\":[\(json)]", code)
        }

        private static func rules(_ members: String, _ code: String) -> Bad {
            more("\"assets\":{\"session\":\"\",\"rules\":{\(members)}}", code)
        }

        private static func more(_ member: String, _ code: String, status: Int = 422) -> Bad {
            Bad(
                String(member.prefix(80)),
                metadata: "{\"main\":\"index.js\",\"deploy\":true,\(member)}",
                status,
                code
            )
        }
    }

    @Test("is refused by name, and leaves nothing behind", arguments: Bad.all)
    func refuses(_ bad: Bad) async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.upload(bad.form)
            #expect(answer.refusal == bad.refusal)
            #expect(try await server.head() == 0)
        }
    }

    @Test("a body that is no form, a name that is no host label, and other kinds are refused")
    func wrongPlaces() async throws {
        try await APIUnderTest.run { server in
            let json = try await server.change(.post, "/api/v1/workers/hello/versions", "{}")
            #expect(json.refusal == Refused(status: 415, code: "content_type_unsupported"))
            let name = try await server.upload(to: "Not_a_label")
            #expect(name.refusal == Refused(status: 422, code: "name_invalid"))
            var service = try TestForm().request(to: "hello")
            service.target = "/api/v1/services/hello/versions"
            #expect(try await server.send(service).refusal == Refused(status: 422, code: "kind_not_uploadable"))
            service.target = "/api/v1/gadgets/hello/versions"
            #expect(try await server.send(service).refusal == Refused(status: 404, code: "kind_unknown"))
        }
    }

    @Test("a form that is cut off anywhere publishes nothing")
    func truncated() async throws {
        try await APIUnderTest.run { server in
            let whole = try TestForm().request(to: "hello")
            let bytes = try await whole.body.collect(upTo: 10_000)
            for count in stride(from: 0, to: bytes.count - 4, by: 17) {
                var cut = whole
                cut.body = .bytes(Array(bytes.prefix(count)))
                let answer = try await server.send(cut)
                #expect(answer.refusal == Refused(status: 400, code: "multipart_malformed"), "cut at \(count)")
            }
            #expect(try await server.head() == 0)
        }
    }

    @Test("a connection that breaks off publishes nothing")
    func brokenOff() async throws {
        try await APIUnderTest.run { server in
            let whole = try TestForm().request(to: "hello")
            let bytes = try await whole.body.collect(upTo: 10_000)
            var broken = whole
            broken.body = Self.abandoned(Array(bytes.prefix(bytes.count - 10)))
            let answer = try await server.send(broken)
            #expect(answer.refusal == Refused(status: 400, code: "request_incomplete"))
            #expect(try await server.head() == 0)
        }
    }

    @Test("more bytes than the limit are refused, also when nobody says how many will come")
    func tooLarge() async throws {
        try await APIUnderTest.run(uploadLimit: 1_000) { server in
            let fits = TestForm(code: String(repeating: "1", count: 1_000))
            #expect(try await server.upload(fits).status == 201)
            let before = try await server.head()
            let tooLarge = Refused(status: 413, code: "upload_too_large")
            let tooMuch = TestForm(code: String(repeating: "1", count: 1_001))
            #expect(try await server.upload(tooMuch).refusal == tooLarge)
            let declared = try tooMuch.request(to: "hello")
            var streamed = declared
            let bytes = try await declared.body.collect(upTo: 10_000)
            streamed.body = .concatenation([.bytes(bytes), .stream { nil }])
            #expect(try await server.send(streamed).refusal == tooLarge)
            var promised = try TestForm().request(to: "hello")
            promised.body = .stream(length: 1 << 30) { throw NobodyReads() }
            #expect(try await server.send(promised).refusal == tooLarge)
            #expect(try await server.head() == before)
        }
    }

    @Test("metadata beyond its limit is refused")
    func metadataTooLarge() async throws {
        try await APIUnderTest.run { server in
            let text = String(repeating: "x", count: 1_024 * 1_024)
            let answer = try await server.upload(TestForm("{\"main\":\"\(text)\"}"))
            #expect(answer.refusal == Refused(status: 413, code: "metadata_too_large"))
        }
    }

    /// A body whose writer goes away in the middle.
    private static func abandoned(_ bytes: [UInt8]) -> HTTPBody {
        let (writer, body) = HTTPBody.pipe()
        _ = writer.push(bytes)
        return body
    }

    /// Thrown by a body that must be refused by its length alone.
    private struct NobodyReads: Error {}
}
