import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Accounts share the server and nothing else", .timeLimit(.minutes(1)))
struct AccountTests {
    /// Opens an account, and returns the fields of a request with its first token.
    private func open(_ name: String, on server: APIUnderTest) async throws -> HTTPFields {
        let answer = try await server.change(.post, "/api/v1/accounts", #"{"name":"\#(name)","owner":"anna"}"#)
        #expect(answer.status == 201)
        let opened = try answer.decode(WireOpenedAccount.self)
        #expect(opened.account.name == name && opened.token.owner == "anna")
        #expect(opened.token.scopes == ["read", "read-logs", "upload", "deploy", "admin"])
        return [.authorization: try HTTPFieldValue("Bearer \(opened.secret)")]
    }

    private func names(_ server: APIUnderTest, _ fields: HTTPFields? = nil) async throws -> [String] {
        let answer = try await server.get("/api/v1/accounts", fields: fields ?? [:])
        return try answer.decode(WireList<WireAccount>.self).items.map(\.name).sorted()
    }

    @Test("the operator makes and sees all of them, others see their own")
    func open() async throws {
        try await APIUnderTest.run { server in
            let shop = try await open("shop", on: server)
            #expect(try await names(server) == ["default", "shop"])
            #expect(try await names(server, shop) == ["shop"])
            let reader: HTTPFields = [
                .authorization: try HTTPFieldValue("Bearer \(try await server.token([.read]))")
            ]
            #expect(try await names(server, reader) == ["default"])
            let me = try await server.get("/api/v1/whoami", fields: shop).decode(WireIdentity.self)
            #expect(me.account == "shop" && me.owner == "anna")
        }
    }

    @Test("nobody else makes them, or reads what concerns all")
    func refuseOthers() async throws {
        try await APIUnderTest.run { server in
            let shop = try await open("shop", on: server)
            let made = try await server.change(
                .post,
                "/api/v1/accounts",
                #"{"name":"other","owner":"eve"}"#,
                fields: shop
            )
            #expect(made.refusal == Refused(status: 403, code: "operator_only"))
            let metrics = try await server.get("/metrics", fields: shop)
            #expect(metrics.refusal == Refused(status: 403, code: "operator_only"))
            #expect(try await names(server) == ["default", "shop"])
        }
    }

    private func settings(_ server: APIUnderTest, _ fields: HTTPFields = [:]) async throws -> [String: String] {
        let answer = try await server.get("/api/v1/account/settings", fields: fields)
        let items = try answer.decode(WireList<WireSetting>.self).items
        return Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0.value) })
    }

    @Test("what is set of an account holds for it alone")
    func setting() async throws {
        try await APIUnderTest.run { server in
            let shop = try await open("shop", on: server)
            #expect(try await settings(server) == ["protect-referenced-versions": "off"])
            let target: HTTPTarget = "/api/v1/account/settings/protect-referenced-versions"
            let set = try await server.change(.put, target, #"{"value":"on"}"#, fields: shop)
            #expect(set.status == 200)
            #expect(try await settings(server, shop) == ["protect-referenced-versions": "on"])
            #expect(try await settings(server) == ["protect-referenced-versions": "off"])
            let back = try await server.change(.put, target, #"{"value":"off"}"#, fields: shop)
            #expect(back.status == 200)
            #expect(try await settings(server, shop) == ["protect-referenced-versions": "off"])
        }
    }

    @Test("only an admin sets it, and only to what there is")
    func refuseSettings() async throws {
        try await APIUnderTest.run { server in
            let target: HTTPTarget = "/api/v1/account/settings/protect-referenced-versions"
            let weak: HTTPFields = [
                .authorization: try HTTPFieldValue("Bearer \(try await server.token([.upload, .deploy]))")
            ]
            let refused = try await server.change(.put, target, #"{"value":"on"}"#, fields: weak)
            #expect(refused.refusal == Refused(status: 403, code: "scope_missing"))
            let odd = try await server.change(.put, target, #"{"value":"maybe"}"#)
            #expect(odd.refusal == Refused(status: 422, code: "setting_invalid"))
            let unknown = try await server.change(.put, "/api/v1/account/settings/other", #"{"value":"on"}"#)
            #expect(unknown.refusal == Refused(status: 404, code: "setting_unknown"))
            #expect(try await settings(server) == ["protect-referenced-versions": "off"])
        }
    }

    @Test(
        "refuses names that are none or taken",
        arguments: [
            ("", "name_invalid"), ("Shop", "name_invalid"), ("a b", "name_invalid"),
            (String(repeating: "a", count: 65), "name_invalid"), ("default", "account_exists"),
        ]
    )
    func refuseNames(_ name: String, _ code: String) async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.change(.post, "/api/v1/accounts", #"{"name":"\#(name)","owner":"anna"}"#)
            #expect(answer.refusal?.code == code)
            if name == "Shop" { #expect(answer.text.contains("Use lower-case letters, digits and hyphens.")) }
            #expect(try await names(server) == ["default"])
        }
    }

    @Test("what one has, another does not see, and cannot change")
    func separate() async throws {
        try await APIUnderTest.run { server in
            let shop = try await open("shop", on: server)
            _ = try await server.upload()
            let list = try await server.get("/api/v1/workloads", fields: shop).decode(WireList<WireWorkload>.self)
            #expect(list.items.isEmpty)
            let read = try await server.get("/api/v1/workers/hello", fields: shop)
            #expect(read.refusal == Refused(status: 404, code: "workload_not_found"))
            let deleted = try await server.change(.delete, "/api/v1/workers/hello", fields: shop)
            #expect(deleted.refusal == Refused(status: 404, code: "workload_not_found"))
        }
    }

    @Test("zones are the operator's: nobody else takes a host in them, or part of one")
    func zones() async throws {
        try await APIUnderTest.run { server in
            let shop = try await open("shop", on: server)
            _ = try await server.upload(to: "hello")
            _ = try await server.upload(to: "till", fields: shop)
            let own = #"{"routes":["example.com/*"]}"#
            #expect(try await server.change(.put, "/api/v1/workers/hello/triggers", own).status == 200)
            for body in [#"{"routes":["example.com/admin/*"]}"#, #"{"domains":["till.example.com"]}"#] {
                let answer = try await server.change(.put, "/api/v1/workers/till/triggers", body, fields: shop)
                #expect(answer.refusal == Refused(status: 403, code: "operator_only"))
            }
            let crons = #"{"crons":["* * * * *"]}"#
            let scheduled = try await server.change(.put, "/api/v1/workers/till/triggers", crons, fields: shop)
            #expect(scheduled.status == 200)
        }
    }

    @Test("the state of the server shows nobody another account's workers")
    func status() async throws {
        try await APIUnderTest.run { server in
            let shop = try await open("shop", on: server)
            let all = try await server.get("/api/v1/status").decode(WireStatus.self)
            #expect(all.data?.instances.isEmpty == false)
            let own = try await server.get("/api/v1/status", fields: shop).decode(WireStatus.self)
            #expect(own.data?.instances.isEmpty == true)
            #expect(all.data?.functions?.engines.first?.runtimes.first?.instances == 3)
            let engine = try #require(own.data?.functions?.engines.first)
            #expect(engine.release != nil && engine.runtimes.map(\.instances) == [nil])
            #expect(own.data?.workloads == 0 && all.data?.workloads == 7)
            let instance = try #require(all.data?.instances.first?.workload)
            #expect(try await server.upload(to: instance, fields: shop).status == 201)
            let made = try await server.get("/api/v1/status", fields: shop).decode(WireStatus.self)
            #expect(made.data?.instances.map(\.workload) == [instance] && made.data?.workloads == 1)
        }
    }
}
