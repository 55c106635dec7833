import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import DialectPrefect

@Suite("A version that is made live at Prefect's address", .timeLimit(.minutes(1)))
struct PromotionTests {
    private static let path = SmallPrefect.path

    /// Writes a deployment as a whole, as clients do that make it.
    private static func write(_ members: String, in test: APIUnderTest) async throws {
        let body = #"{"name":"nightly","flow_id":"\#(SmallPrefect.flow)",\#(members)}"#
        #expect(try await test.ask(.post, "/api/deployments/", body).status == .ok)
    }

    private static let schedules = #"""
        [{"schedule":{"cron":"0 0 * * *"},"active":true,"max_scheduled_runs":4,"parameters":{"x":1.50},"slug":"a"},\#
        {"schedule":{"interval":60.0},"active":false,"max_scheduled_runs":null,"parameters":{},"slug":null}]
        """#

    private static func makeSchedules(in test: APIUnderTest) async throws {
        let path = "\(SmallPrefect.path)/schedules"
        #expect(try await test.ask(.post, path, schedules).status.isSuccess)
    }

    /// The schedules without their identities.
    private static func schedules(in test: APIUnderTest) -> String {
        let schedules = test.prefect.deployments.schedules[SmallPrefect.deployment] ?? []
        return JSONText(schedules.map { $0.removing(["id"]) }).text
    }

    private static func content(in test: APIUnderTest) throws -> Snapshot {
        let document = try #require(test.prefect.deployments.documents[SmallPrefect.deployment])
        return try #require(DeploymentDocument(document)).content
    }

    @Test("brings back labels and templates, which no update can, and the schedules that this deletes")
    func whole() async throws {
        let template = #"{"x":{"__prefect_kind":"jinja","template":"{{ 1 + 1 }}"}}"#
        let versions: [(first: String, second: String)] = [
            (#""labels":{"team":"a"}"#, #""labels":{"team":"b"}"#),
            (#""parameters":\#(template)"#, #""parameters":{"x":2}"#),
        ]
        for (first, second) in versions {
            try await APIUnderTest.run { test async throws in
                try await Self.write(first, in: test)
                let content = try Self.content(in: test)
                try await Self.write(second, in: test)
                try await Self.makeSchedules(in: test)
                #expect(try await test.promote(2).status == .ok)
                #expect(try Self.content(in: test) == content)
                #expect(Self.schedules(in: test) == Self.schedules)
                #expect(try await test.live() == 2)
            }
        }
    }

    @Test("has no work pool again, also where labels want it written as a whole")
    func withoutPool() async throws {
        try await APIUnderTest.run { test async throws in
            try await Self.write(#""labels":{"team":"a"}"#, in: test)
            let content = try Self.content(in: test)
            let pool = #""work_pool_name":"p","work_queue_name":"q""#
            try await Self.write(#""labels":{"team":"b"},\#(pool)"#, in: test)
            #expect(try Self.content(in: test) != content)
            #expect(try await test.promote(2).status == .ok)
            #expect(try Self.content(in: test) == content)
        }
    }

    @Test("keeps its intent until the schedules are there that a whole write has deleted")
    func schedulesLater() async throws {
        try await APIUnderTest.run { test async throws in
            try await Self.write(#""labels":{"team":"a"}"#, in: test)
            try await Self.write(#""labels":{"team":"b"}"#, in: test)
            try await Self.makeSchedules(in: test)
            test.prefect.fail("POST \(SmallPrefect.path)/schedules", with: "500 Internal Server Error")
            #expect(try await test.promote(2).status == .badGateway)
            #expect(Self.schedules(in: test) == "[]")
            #expect(try await test.store.intents().count == 1)
            test.prefect.mend()
            try await test.plane.agree(onFlow: test.flow)
            #expect(Self.schedules(in: test) == Self.schedules)
            #expect(try await test.store.intents().isEmpty)
        }
    }

    @Test("is brought by an update where that is enough: schedules stay, with their identities")
    func update() async throws {
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.patch, Self.path, #"{"description":"two"}"#)
            try await Self.makeSchedules(in: test)
            let before = test.prefect.deployments.schedules[SmallPrefect.deployment]?.map(\.text)
            let writes = test.upstream.requests.count { $0.hasPrefix("POST \(SmallPrefect.path)/schedules") }
            #expect(try await test.promote(1).status == .ok)
            #expect(test.prefect.description == "one")
            #expect(test.prefect.deployments.schedules[SmallPrefect.deployment]?.map(\.text) == before)
            #expect(test.upstream.requests.count { $0.hasPrefix("POST \(SmallPrefect.path)/schedules") } == writes)
            #expect(test.upstream.requests.allSatisfy { !$0.hasPrefix("POST /api/deployments/ ") })
        }
    }

    @Test("gets those of its schedules again that are missing, and no other twice")
    func repairs() async throws {
        try await APIUnderTest.run { test async throws in
            try await Self.makeSchedules(in: test)
            let elements = try #require(JSONText(Self.schedules)?.elements)
            let wanted = JSONText(elements + elements).text
            let repair = ScheduleRepair(caller: test.api.caller, deployment: SmallPrefect.deployment)
            try await repair.run(wanted: wanted)
            #expect(Self.schedules(in: test) == wanted)
            try await repair.run(wanted: wanted)
            #expect(Self.schedules(in: test) == wanted)
        }
    }

    @Test(
        "changes nothing when what it needs is not there any more, and says what",
        arguments: [
            (#""work_pool_name":"gone","work_queue_name":"q""#, #"work pool "gone""#),
            (#""work_pool_name":"p","work_queue_name":"gone""#, #"work queue "p/gone""#),
            (#""storage_document_id":"\#(SmallPrefect.run)""#, #"block document "\#(SmallPrefect.run)""#),
            (#""infrastructure_document_id":"\#(SmallPrefect.run)""#, #"block document "\#(SmallPrefect.run)""#),
        ]
    )
    func missing(members: String, what: String) async throws {
        try await APIUnderTest.run { test async throws in
            try await Self.write(members, in: test)
            let now = #""work_pool_name":"p","work_queue_name":"q","storage_document_id":null,"#
            try await Self.write(now + #""infrastructure_document_id":null"#, in: test)
            let (document, head) = (test.prefect.document, try await test.store.head())
            let reply = try await test.promote(2)
            #expect(reply.status == .conflict && reply.json?["code"]?.string == "flow_reference_missing")
            #expect(reply.json?["detail"]?.string?.contains(what) == true)
            #expect(test.prefect.document == document)
            #expect(try await test.store.head() == head)
            #expect(try await test.store.intents().isEmpty)
        }
    }

    @Test("is shown to, and made live by, nobody whom Prefect does not let read the deployment")
    func access() async throws {
        let own: HTTPFieldValue = "Basic YWRtaW46c2VjcmV0"
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.patch, Self.path, #"{"description":"two"}"#)
            // Sluice's own credential.
            test.prefect.require(own.text)
            let versions = "\(SmallPrefect.path)/versions"
            let questions: [(HTTPMethod, String)] = [
                (.get, versions), (.get, "\(versions)/1"), (.get, "\(versions)/1/diff"),
                (.post, "\(versions)/1/promote"),
            ]
            for (method, path) in questions {
                for fields in [[:], ["Authorization": "Basic eDp5"]] as [HTTPFields] {
                    let reply = try await test.ask(method, path, fields: fields)
                    #expect(reply.status == .unauthorized && reply.json?["code"]?.string == "deployment_unreadable")
                    #expect(!reply.text.contains("one"))
                }
            }
            #expect(try await test.live() == 2)
            #expect(test.prefect.description == "two")
            for (method, path) in questions {
                let reply = try await test.ask(
                    method,
                    path,
                    fields: ["Authorization": own]
                )
                #expect(reply.status == .ok && reply.text.contains("one"))
            }
            #expect(try await test.live() == 1)
        }
    }
}
