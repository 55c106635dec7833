import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import Testing

@testable import DialectPrefect

@Suite("A filter of runs by versions")
struct RunVersionFilterTests {
    private static let deployment = "6e1d0000-0000-4000-8000-000000000001"
    private static let version = "6e1d0000-0000-4000-8000-00000000000a"
    private static let runs = ["00000000-0000-4000-8000-00000000000b", "00000000-0000-4000-8000-00000000000c"]

    private static func filter(_ text: String) throws -> RunVersionFilter? {
        try RunVersionFilter(try #require(JSONText(text)))
    }

    private static func criterion(_ any: String, of deployment: String = Self.deployment) -> String {
        #"{"deployment_id":"\#(deployment)","any_":\#(any)}"#
    }

    @Test(
        "is none where the body says nothing of versions",
        arguments: ["{}", "[]", #"{"flow_runs":null}"#, #"{"flow_runs":{"id":{"any_":[1]},"operator":"or_"}}"#]
    )
    func none(body: String) throws {
        #expect(try Self.filter(body) == nil)
    }

    @Test("names versions by identities, in any form of a UUID, and by what clients said of them")
    func criteria() throws {
        let info = #"{"type":"vcs:git","version":"1","url":"https://u:p@h/r"}"#
        let identity = Self.criterion(#"["\#(Self.version)"]"#, of: "6E1D0000000040008000000000000001")
        let body = #"""
            {"flow_runs":{"deployment_version_id":\#(identity),"deployment_version_info":\#(Self.criterion("[\(info)]"))}}
            """#
        let criteria = try #require(try Self.filter(body)).criteria
        #expect(criteria.map(\.deployment) == [Self.deployment, Self.deployment])
        guard case .identities(let identities) = criteria[0].versions, case .infos(let infos) = criteria[1].versions
        else {
            Issue.record("each property has its form")
            return
        }
        #expect(identities.map(\.description) == [Self.version])
        // As it is stored: without credentials.
        #expect(infos.map(\.json.text) == [#"{"type":"vcs:git","version":"1","url":"https://h/r"}"#])
    }

    struct Narrowing: Sendable {
        let runs: String
        let found: [String]?
        let narrowed: String
    }

    static let narrowings = [
        Narrowing(runs: "", found: runs, narrowed: #""id":{"any_":["\#(runs[0])","\#(runs[1])"]}"#),
        Narrowing(runs: "", found: [], narrowed: #""id":{"any_":[]}"#),
        Narrowing(runs: #","id":null"#, found: [runs[1]], narrowed: #""id":{"any_":["\#(runs[1])"]}"#),
        Narrowing(
            runs: #","id":{"any_":["\#(runs[1])","\#(deployment)"],"not_any_":["x"]}"#,
            found: runs,
            narrowed: #""id":{"any_":["\#(runs[1])"],"not_any_":["x"]}"#
        ),
        Narrowing(
            runs: #","id":{"any_":null,"not_any_":[]},"operator":"and_","tags":{"n":1.50}"#,
            found: [runs[0]],
            narrowed: #""id":{"any_":["\#(runs[0])"],"not_any_":[]},"operator":"and_","tags":{"n":1.50}"#
        ),
    ]

    @Test("becomes one by the identities of runs; everything else stays as it is", arguments: narrowings.indices)
    func narrows(index: Int) throws {
        let example = Self.narrowings[index]
        let criterion = Self.criterion(#"["\#(Self.version)"]"#)
        let body = #"{"limit": 5,"flow_runs":{"deployment_version_id":\#(criterion)\#(example.runs)},"sort":"ID_DESC"}"#
        let filter = try #require(try Self.filter(body))
        let found = try example.found.map { try Set($0.map { try #require(FlowPickup.ID($0)) }) }
        #expect(filter.narrowed(to: found).text == #"{"limit":5,"flow_runs":{\#(example.narrowed)},"sort":"ID_DESC"}"#)
    }

    @Test("that is null is taken out and finds all")
    func null() throws {
        let filter = try Self.filter(#"{"flow_runs":{"deployment_version_id":null,"operator":"or_","id":null}}"#)
        #expect(try #require(filter).criteria.isEmpty)
        #expect(filter?.narrowed(to: nil).text == #"{"flow_runs":{"operator":"or_","id":null}}"#)
    }

    static let refused: [(runs: String, reason: String)] = [
        (#""deployment_version_id":[]"#, "deployment_version_id must be an object"),
        (#""deployment_version_id":{"any_":[]}"#, "deployment_version_id must be an object of deployment_id and any_"),
        (#""deployment_version_id":{"deployment_id":"\#(deployment)"}"#, "must be an object of deployment_id and any_"),
        (
            #""deployment_version_id":{"deployment_id":"\#(deployment)","any_":[],"not_any_":[]}"#,
            "and nothing else"
        ),
        (#""deployment_version_id":\#(criterion("[]", of: "greet/production"))"#, "deployment_id must be a UUID"),
        (#""deployment_version_id":\#(criterion("null"))"#, "any_ must be a list of at most 50"),
        (#""deployment_version_id":\#(criterion("[1]"))"#, "any_ must be a list of UUIDs"),
        (#""deployment_version_id":\#(criterion(#"["1"]"#))"#, "any_ must be a list of UUIDs"),
        (
            #""deployment_version_id":\#(criterion("[\(Array(repeating: "0", count: 51).joined(separator: ","))]"))"#,
            "any_ must be a list of at most 50"
        ),
        (#""deployment_version_info":\#(criterion(#"[{"type":"vcs:git"}]"#))"#, "with the texts type and version"),
        (#""deployment_version_id":\#(criterion("[]")),"operator":"or_""#, #"operator must be "and_""#),
        (#""deployment_version_id":\#(criterion("[]")),"id":{"any_":["x"]}"#, "flow_runs.id.any_ must be a list"),
        (#""deployment_version_id":\#(criterion("[]")),"id":{"any_":"x"}"#, "flow_runs.id.any_ must be a list"),
        (#""deployment_version_id":\#(criterion("[]")),"id":[]"#, "flow_runs.id must be an object"),
    ]

    @Test("is refused where it cannot be understood", arguments: refused.indices)
    func refuses(index: Int) throws {
        let example = Self.refused[index]
        let error = #expect(throws: PrefectError.self) { try Self.filter("{\"flow_runs\":{\(example.runs)}}") }
        #expect(error?.status == .unprocessableContent && error?.code == "version_filter_invalid")
        #expect(error?.detail.contains(example.reason) == true, Comment(rawValue: error?.detail ?? ""))
    }
}
