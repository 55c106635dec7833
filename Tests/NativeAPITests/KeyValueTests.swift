import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import ResourceStorage
import Testing

@Suite("KV namespaces hold what is put there, and make no revisions", .timeLimit(.minutes(1)))
struct KeyValueTests {
    private func namespace(_ title: String, on server: APIUnderTest) async throws -> WireNamespace {
        let answer = try await server.change(.post, "/api/v1/kv/namespaces", #"{"title":"\#(title)"}"#)
        #expect(answer.status == 201)
        return try answer.decode(WireNamespace.self)
    }

    private func target(_ segments: String..., query: HTTPQuery = [:]) throws -> HTTPTarget {
        try HTTPTarget(segments: ["api", "v1", "kv", "namespaces"] + segments, query: query)
    }

    @Test("namespaces are listed by title and page by page, renamed and deleted")
    func namespaces() async throws {
        try await APIUnderTest.run { server in
            let made = try await namespace("sessions", on: server)
            #expect(made.id.count == 32 && made.createdAt == "2027-01-15T08:00:00.123Z")
            for title in ["carts", "users"] { _ = try await namespace(title, on: server) }
            let first = try await server.get("/api/v1/kv/namespaces?limit=2").decode(WireList<WireNamespace>.self)
            #expect(first.items.map(\.title) == ["carts", "sessions"])
            let next = try target(query: ["limit": "2", "cursor": try #require(first.cursor)])
            let second = try await server.get(next).decode(WireList<WireNamespace>.self)
            #expect(second.items.map(\.title) == ["users"] && second.cursor == nil)

            let renamed = try await server.change(.put, try target(made.id), #"{"title":"logins"}"#)
            #expect(try renamed.decode(WireNamespace.self).title == "logins")
            let hyphenated = try #require(Identifier<KVNamespace>(digits: made.id)).description
            #expect(try await server.get(try target(hyphenated)).decode(WireNamespace.self).title == "logins")

            #expect(try await server.change(.delete, try target(made.id)).status == 200)
            let gone = try await server.get(try target(made.id))
            #expect(gone.refusal == Refused(status: 404, code: "namespace_not_found"))
            #expect(try await server.head() == 0)
        }
    }

    @Test("a repeat of the same wish makes one namespace")
    func idempotency() async throws {
        try await APIUnderTest.run { server in
            for replayed in [nil, "true"] {
                let answer = try await server.change(
                    .post,
                    "/api/v1/kv/namespaces",
                    #"{"title":"once"}"#,
                    fields: ["Idempotency-Key": "k"]
                )
                #expect(answer.status == 201 && answer.fields["Idempotency-Replayed"] == replayed)
            }
        }
    }

    @Test("a value comes back byte for byte, as an attachment that no page can run")
    func values() async throws {
        try await APIUnderTest.run { server in
            let id = try await namespace("n", on: server).id
            let bytes: [UInt8] = Array("<script>alert(1)</script>".utf8) + [0, 0xFF, 0xFE]
            let key = "a/b c\"é"
            let put = try target(id, "values", key, query: ["ttl": "60", "metadata": #"{"by":"ada"}"#])
            #expect(try await server.send(HTTPRequest(.put, put, body: .bytes(bytes))).status == 200)

            let value = try await server.get(try target(id, "values", key))
            #expect(value.status == 200 && value.body == bytes)
            #expect(value.fields[.contentType] == "application/octet-stream")
            #expect(value.fields["X-Content-Type-Options"] == "nosniff")
            #expect(value.fields["Content-Security-Policy"] == "sandbox")
            #expect(value.fields["Content-Disposition"]?.hasPrefix("attachment; filename=\"b c_") == true)
            #expect(value.fields[.cacheControl] == "no-store")

            let shown = try await server.get(try target(id, "keys", key)).decode(WireKey.self)
            let end = Int(server.clock.now.timeIntervalSince1970) + 60
            #expect(shown == WireKey(name: key, expiration: end, metadata: #"{"by":"ada"}"#))
            server.clock.advance(seconds: 60)
            let expired = try await server.get(try target(id, "values", key))
            #expect(expired.refusal == Refused(status: 404, code: "key_not_found"))
        }
    }

    @Test("keys are listed by prefix, and a list goes on where the part before it ended")
    func keys() async throws {
        try await APIUnderTest.run { server in
            let id = try await namespace("n", on: server).id
            for key in ["a/1", "a/2", "a/3", "b"] {
                let put = HTTPRequest(.put, try target(id, "values", key), body: .text("v"))
                #expect(try await server.send(put).status == 200)
            }
            let first = try await server.get(try target(id, "keys", query: ["prefix": "a/", "limit": "2"]))
                .decode(WireList<WireKey>.self)
            #expect(first.items.map(\.name) == ["a/1", "a/2"])
            let cursor = try #require(first.cursor)
            let second = try await server.get(try target(id, "keys", query: ["prefix": "a/", "cursor": cursor]))
                .decode(WireList<WireKey>.self)
            #expect(second.items.map(\.name) == ["a/3"] && second.cursor == nil)
            let foreign = try await server.get(try target(id, "keys", query: ["prefix": "b", "cursor": cursor]))
            #expect(foreign.refusal == Refused(status: 400, code: "cursor_invalid"))
            #expect(try await server.change(.delete, try target(id, "values", "b")).status == 200)
            #expect(try await server.get(try target(id, "keys", "b")).refusal?.code == "key_not_found")
        }
    }

    @Test("many pairs are put, read and deleted at once, or none is")
    func bulk() async throws {
        try await APIUnderTest.run { server in
            let id = try await namespace("n", on: server).id
            let put = """
                {"pairs":[{"key":"t","value":"text","metadata":"[1]"},{"key":"b","value":"AP8=","base64":true}]}
                """
            let answer = try await server.change(.post, try target(id, "bulk", "put"), put)
            #expect(try answer.decode(WireResourceChange.self).keys == 2)
            let read = try await server.change(
                .post,
                try target(id, "bulk", "get"),
                #"{"keys":["b","none","t","b"]}"#
            )
            #expect(
                try read.decode(WireList<WirePair>.self).items == [
                    WirePair(key: "b", value: "AP8=", base64: true),
                    WirePair(key: "t", value: "text", metadata: "[1]"),
                ]
            )
            let half = #"{"pairs":[{"key":"new","value":"x"},{"key":"c","value":"!","base64":true}]}"#
            let refused = try await server.change(.post, try target(id, "bulk", "put"), half)
            #expect(refused.refusal == Refused(status: 422, code: "field_invalid"))
            #expect(refused.problem?.detail.contains("pairs[1].value") == true)
            #expect(try await server.get(try target(id, "keys", "new")).status == 404)
            #expect(
                try await server.change(.post, try target(id, "bulk", "delete"), #"{"keys":["t","b"]}"#).status == 200
            )
            let left = try await server.get(try target(id, "keys")).decode(WireList<WireKey>.self)
            #expect(left.items.isEmpty)
        }
    }

    @Test("what a namespace does not take is refused by name, and nothing is stored")
    func refusals() async throws {
        try await APIUnderTest.run { server in
            let id = try await namespace("n", on: server).id
            let cases: [(HTTPMethod, HTTPTarget, String, Refused)] = [
                (.post, "/api/v1/kv/namespaces", #"{"title":"n"}"#, Refused(status: 409, code: "namespace_exists")),
                (.post, "/api/v1/kv/namespaces", #"{"title":""}"#, Refused(status: 422, code: "title_invalid")),
                (.post, "/api/v1/kv/namespaces", #"{"name":"x"}"#, Refused(status: 422, code: "field_missing")),
                (.get, try target("nonsense"), "", Refused(status: 404, code: "namespace_not_found")),
                (
                    .get, try target(id, "keys", query: ["limit": "1001"]), "",
                    Refused(status: 400, code: "query_invalid")
                ),
                (
                    .put, try target(id, "values", String(repeating: "k", count: 513)), "v",
                    Refused(status: 422, code: "resource_limit")
                ),
                (
                    .put, try target(id, "values", "k", query: ["ttl": "59"]), "v",
                    Refused(status: 422, code: "expiration_invalid")
                ),
                (
                    .put, try target(id, "values", "k", query: ["ttl": "soon"]), "v",
                    Refused(status: 400, code: "query_invalid")
                ),
                (
                    .put, try target(id, "values", "k", query: ["metadata": "{"]), "v",
                    Refused(status: 422, code: "metadata_invalid")
                ),
                (
                    .put, try target(id, "values", "k"), String(repeating: "v", count: (25 << 20) + 1),
                    Refused(status: 413, code: "body_too_large")
                ),
            ]
            for (method, target, body, refused) in cases {
                #expect(try await server.change(method, target, body).refusal == refused, "\(method) \(target)")
            }
            let list = try await server.get(try target(id, "keys")).decode(WireList<WireKey>.self)
            #expect(list.items.isEmpty)
            #expect(server.failures.all.isEmpty)
        }
    }

    @Test("a namespace of another account is not found, whatever the token may do")
    func accounts() async throws {
        try await APIUnderTest.run { server in
            let stranger = try await server.resources.kv.createNamespace(
                "theirs",
                of: .init(UUID()),
                now: server.clock.now
            )
            let id = stranger.id.compact
            for (method, target) in [
                (.get, try target(id)), (.delete, try target(id)), (.get, try target(id, "keys")),
                (.put, try target(id, "values", "k")), (.get, try target(id, "values", "k")),
            ] as [(HTTPMethod, HTTPTarget)] {
                let answer = try await server.change(method, target)
                #expect(answer.refusal == Refused(status: 404, code: "namespace_not_found"), "\(method) \(target)")
            }
            #expect(try await server.resources.kv.namespace(stranger.reference) != nil)
        }
    }

    @Test("reading needs read, writing deploy, and deleting a namespace admin")
    func scopes() async throws {
        try await APIUnderTest.run { server in
            let id = try await namespace("n", on: server).id
            let cases: [(AccessToken.Scope, HTTPMethod, HTTPTarget)] = [
                (.upload, .post, "/api/v1/kv/namespaces"), (.upload, .put, try target(id, "values", "k")),
                (.read, .post, try target(id, "bulk", "put")), (.deploy, .delete, try target(id)),
            ]
            for (held, method, target) in cases {
                let fields: HTTPFields = [
                    .authorization: try HTTPFieldValue("Bearer \(try await server.token([held]))")
                ]
                let answer = try await server.send(HTTPRequest(method, target, fields: fields))
                #expect(answer.refusal == Refused(status: 403, code: "scope_missing"), "\(method) \(target)")
            }
        }
    }
}
