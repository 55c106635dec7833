import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import DialectPrefect

@Suite("Runs are found by their versions", .timeLimit(.minutes(1)))
struct RunQuestionTests {
    private static let info = #"{"type":"vcs:git","version":"1a2b","url":"https://h/r"}"#

    /// Two versions; a run that was made under the first, one that was started under the second, and one of both.
    private struct Scene: Sendable {
        let world: APIUnderTest
        let first: Version
        let second: Version
        let made: RunReadTests.Run
        let started = RunReadTests.Run()
        let mixed: RunReadTests.Run

        init(_ world: APIUnderTest) async throws {
            self.world = world
            first = try await world.publish(info: RunQuestionTests.info)
            second = try await world.publish()
            mixed = RunReadTests.Run(noted: first.id.description)
            made = RunReadTests.Run(noted: first.id.description)
            for run in [started, mixed] {
                let pickup = FlowPickup(run: run.id, workload: second.workload, version: second.id, at: Date())
                try await world.store.record([pickup])
            }
            // What Sluice itself asks for; the one that was started is too old to be among the newest.
            let newest = [RunReadTests.Run(), mixed, made].map(\.text).joined(separator: ",")
            world.prefect.answer("POST /api/flow_runs/filter", "[\(newest)]")
            world.prefect.answer("POST /api/flow_runs/count", "1")
        }

        /// Asks how many runs fulfil this, and returns what Prefect was asked.
        func asked(_ runs: String) async throws -> String? {
            let answer = try await world.ask(.post, "/api/flow_runs/count", #"{"flow_runs":{\#(runs)}}"#)
            #expect(answer == APIUnderTest.Reply(.ok, "1"))
            return world.bodies(of: "POST /api/flow_runs/count").last
        }

        static func body(_ runs: RunReadTests.Run...) -> String {
            let identities = runs.map(\.id).sorted().map { "\"\($0)\"" }.joined(separator: ",")
            return #"{"flow_runs":{"id":{"any_":[\#(identities)]}}}"#
        }
    }

    private static func criterion(_ property: String, _ any: String..., of deployment: String? = nil) -> String {
        let deployment = deployment ?? SmallPrefect.deployment
        return #""\#(property)":{"deployment_id":"\#(deployment)","any_":[\#(any.joined(separator: ","))]}"#
    }

    @Test("made or started under one of them, by identity and by what the client said of it")
    func finds() async throws {
        try await APIUnderTest.run { world in
            let scene = try await Scene(world)
            let first = "\"\(scene.first.id)\""
            let second = "\"\(scene.second.id)\""
            let byID = { Self.criterion("deployment_version_id", $0) }
            #expect(try await scene.asked(byID(first)) == Scene.body(scene.mixed, scene.made))
            #expect(try await scene.asked(byID(second)) == Scene.body(scene.started, scene.mixed))
            let both = Self.criterion("deployment_version_id", first, second)
            #expect(try await scene.asked(both) == Scene.body(scene.started, scene.mixed, scene.made))
            #expect(try await scene.asked(Self.criterion("deployment_version_id")) == Scene.body())

            let info = Self.criterion("deployment_version_info", Self.info)
            #expect(try await scene.asked(info) == Scene.body(scene.mixed, scene.made))
            let label = Self.criterion("deployment_version_info", #"{"version":"0.0.1","type":"prefect:simple"}"#)
            #expect(try await scene.asked(label) == Scene.body(scene.started, scene.mixed))
            #expect(try await scene.asked("\(info),\(byID(second))") == Scene.body(scene.mixed))
            let wanted = #""id":{"any_":["\#(scene.made.id)","\#(UUID())"]}"#
            #expect(try await scene.asked("\(byID(first)),\(wanted)") == Scene.body(scene.made))
        }
    }

    struct Refusal: Sendable {
        let filter: String
        var place = "GET /api/deployments/\(SmallPrefect.deployment)"
        var status = "200 OK"
        let refusal: HTTPStatus
        let reason: String
    }

    static let refusals = [
        Refusal(filter: #""deployment_version_id":{}"#, refusal: .unprocessableContent, reason: "must be an object"),
        Refusal(
            filter: criterion("deployment_version_id", "\"\(SmallPrefect.deployment)\""),
            refusal: .unprocessableContent,
            reason: "The deployment has no version \(SmallPrefect.deployment)."
        ),
        Refusal(
            filter: criterion("deployment_version_info", #"{"type":"t","version":"v"}"#),
            refusal: .unprocessableContent,
            reason: "None of the deployment's newest versions has the version_info"
        ),
        Refusal(
            filter: criterion("deployment_version_id", of: "6e1d0000-0000-4000-8000-00000000000f"),
            refusal: .unprocessableContent,
            reason: "does not let you read the deployment 6e1d0000-0000-4000-8000-00000000000f"
        ),
        Refusal(
            filter: criterion("deployment_version_id"),
            status: "401 Unauthorized",
            refusal: .unauthorized,
            reason: "does not let you read the deployment"
        ),
    ]

    @Test("but for a filter that names none, or a deployment that the client may not read", arguments: refusals.indices)
    func refuses(index: Int) async throws {
        let example = Self.refusals[index]
        try await APIUnderTest.run { world in
            _ = try await world.publish()
            world.prefect.answer(example.place, world.prefect.document, status: example.status)
            for path in ["/flow_runs/filter", "/flow_runs/paginate", "/flow_runs/count"] {
                let answer = try await world.ask(.post, "/api\(path)", #"{"flow_runs":{\#(example.filter)}}"#)
                #expect(answer.status == example.refusal)
                let detail = JSONText(answer.text)?["detail"]?.string ?? ""
                #expect(detail.contains(example.reason), Comment(rawValue: answer.text))
                #expect(world.bodies(of: "POST /api\(path)").isEmpty)
            }
        }
    }
}
