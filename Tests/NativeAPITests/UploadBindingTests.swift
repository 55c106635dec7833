import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("Uploads bind to what is there", .timeLimit(.minutes(1)))
struct UploadBindingTests {
    @Test("binds to a namespace, another worker, itself and a secret, whose text nobody reads back")
    func binds() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload(to: "other")
            let bindings = """
                {"name":"KV","type":"kv_namespace","text":"\(APIUnderTest.namespace)"},
                {"name":"OTHER","type":"service","text":"other"},
                {"name":"SELF","type":"service","text":"hello"},
                {"name":"TOKEN","type":"secret_text","text":"swordfish"}
                """
            let answer = try await server.upload(Self.form(bindings))
            #expect(answer.status == 201)
            #expect(!answer.text.contains("swordfish"))
            let view = try await server.get("/api/v1/workers/hello/versions/1")
            #expect(!view.text.contains("swordfish"))
            let bound = try #require(try view.decode(WireVersionDetail.self).content?.bindings)
            #expect(
                bound == [
                    WireBinding(name: "KV", type: "kv_namespace", text: "5eb63bbb-e01e-eed0-93cb-22bb8f5acdc3"),
                    WireBinding(name: "OTHER", type: "service", text: "other"),
                    WireBinding(name: "SELF", type: "service", text: "hello"),
                    WireBinding(name: "TOKEN", type: "secret_text"),
                ]
            )
            let worker = WorkloadName(account: server.account.id, kind: .worker, name: "hello")
            let version = try await server.plane.liveVersion(.newest, of: try await server.plane.workload(worker))
            let content = try await server.plane.content(of: version, in: try await server.plane.workload(worker))
            let fingerprint = try #require(content.components.first?.bindings.compactMap(\.secret).first)
            let vault = server.store.vault(keys: try .example())
            #expect(try await vault.open(fingerprint, as: "TOKEN", of: worker) == "swordfish")
        }
    }

    @Test("types that nothing runs are refused by name unless the operator allows them, and nothing is kept")
    func refusesUnsupported() async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.upload(Self.form(#"{"name":"B","type":"r2_bucket","text":"{}"}"#))
            #expect(answer.refusal == Refused(status: 422, code: "binding_type_unknown"))
            #expect(answer.text.contains("r2_bucket"))
            #expect(try await server.head() == 0)
        }
    }

    @Test("types that nothing runs are kept where the operator allows it")
    func unsupported() async throws {
        try await APIUnderTest.run(allowsUnsupported: true) { server in
            let binding = #"{"name":"B","type":"r2_bucket","text":"{\"bucket_name\":\"b\"}"}"#
            #expect(try await server.upload(Self.form(binding)).status == 201)
            let view = try await server.get("/api/v1/workers/hello/versions/1").decode(WireVersionDetail.self)
            #expect(
                view.content?.bindings
                    == [WireBinding(name: "B", type: "r2_bucket", text: #"{"bucket_name":"b"}"#)]
            )
        }
    }

    @Test("types that are to stay carry over from the newest version, unless the upload has their name")
    func keeps() async throws {
        try await APIUnderTest.run { server in
            let first = """
                {"name":"A","type":"plain_text","text":"1"},{"name":"B","type":"json","text":"2"},
                {"name":"S","type":"secret_text","text":"s"},{"name":"T","type":"secret_text","text":"t"},
                {"name":"V","type":"version_metadata"}
                """
            _ = try await server.upload(Self.form(first))
            let again = #"{"name":"U","type":"plain_text","text":"u"},{"name":"T","type":"secret_text","text":"other"}"#
            _ = try await server.upload(Self.form(again, #""keep":["secret_text"]"#))
            let second = try await server.get("/api/v1/workers/hello/versions/2").decode(WireVersionDetail.self)
            #expect(
                second.content?.bindings.map { "\($0.name) \($0.type)" }
                    == ["S secret_text", "T secret_text", "U plain_text"]
            )
            _ = try await server.upload(Self.form(first))
            _ = try await server.upload(Self.form("", #""keep":["plain_text","json"]"#))
            let fourth = try await server.get("/api/v1/workers/hello/versions/4").decode(WireVersionDetail.self)
            #expect(
                fourth.content?.bindings == [
                    WireBinding(name: "A", type: "plain_text", text: "1"),
                    WireBinding(name: "B", type: "json", text: "2"),
                ]
            )
            _ = try await server.upload(Self.form(""))
            let fifth = try await server.get("/api/v1/workers/hello/versions/5").decode(WireVersionDetail.self)
            #expect(fifth.content?.bindings == [])
        }
    }

    @Test("a variable does not take the place of a secret that is kept, and its text stays")
    func secretInTheWay() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload(Self.form(#"{"name":"KEY","type":"secret_text","text":"s"}"#))
            let before = try await server.head()
            let variable = #"{"name":"KEY","type":"plain_text","text":"plain"}"#
            let refused = try await server.upload(Self.form(variable, #""keep":["secret_text"]"#))
            #expect(refused.refusal == Refused(status: 422, code: "binding_name_taken"))
            #expect(refused.text.contains("sluice versions secret delete KEY --name hello"))
            #expect(try await server.head() == before)
            let knowingly = try await server.upload(Self.form(variable))
            #expect(knowingly.status == 201)
        }
    }

    @Test("a service binding to an entrypoint is refused, unless what does not run is allowed")
    func entrypoint() async throws {
        let binding = #"{"name":"SELF","type":"service","text":"hello#Admin"}"#
        for (isAllowed, status) in [(false, 422), (true, 201)] {
            try await APIUnderTest.run(allowsUnsupported: isAllowed) { server in
                let answer = try await server.upload(Self.form(binding))
                #expect(answer.status == status)
                let isNamed = answer.refusal?.code == "binding_entrypoint_unsupported"
                #expect(isNamed != isAllowed)
            }
        }
    }

    @Test("of uploads at the same time, each keeps what the others have set")
    func keepsTogether() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let names = (1...8).map { "S\($0)" }
            try await withThrowingTaskGroup(of: Int.self) { group in
                for name in names {
                    let binding = "{\"name\":\"\(name)\",\"type\":\"secret_text\",\"text\":\"x\"}"
                    group.addTask { try await server.upload(Self.form(binding, #""keep":["secret_text"]"#)).status }
                }
                for try await status in group { #expect(status == 201) }
            }
            let last = try await server.get("/api/v1/workers/hello/versions/newest").decode(WireVersionDetail.self)
            #expect(last.content?.bindings.map(\.name) == names)
        }
    }

    @Test("code that handles nothing is refused by a name of its own")
    func noHandlers() async throws {
        try await APIUnderTest.run(loading: .success(Exports(handlers: []))) { server in
            let answer = try await server.upload()
            #expect(answer.refusal == Refused(status: 422, code: "handlers_missing"))
            #expect(try await server.head() == 0)
        }
    }

    private static func form(_ bindings: String, _ more: String = #""message":"m""#) -> TestForm {
        TestForm("{\"main\":\"index.js\",\"deploy\":true,\"bindings\":[\(bindings)],\(more)}")
    }
}

extension Binding {
    /// The fingerprint of a secret.
    fileprivate var secret: Digest? {
        if case .secret(let fingerprint) = value { fingerprint } else { nil }
    }
}
