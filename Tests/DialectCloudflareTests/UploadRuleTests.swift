import HTTPModel
import ReleaseCore
import ReleaseModel
import Testing

@testable import DialectCloudflare

@Suite("A new version takes over what its upload says, and nothing by chance", .timeLimit(.minutes(1)))
struct UploadRuleTests {
    private typealias Outcome = APIUnderTest.Outcome

    private static let inherited = #"[{"type":"inherit","name":"A"},{"type":"inherit","name":"B"}]"#

    @Test("what it inherits must be there if it says bindings_inherit=strict; else it is left out")
    func inherits() async throws {
        try await APIUnderTest.run { server in
            let first = #"[{"type":"plain_text","name":"A","text":"1"}]"#
            #expect(try await server.upload(bindings: first).status == 200)
            for isVersion in [true, false] {
                let refused = try await server.upload(
                    bindings: Self.inherited,
                    asVersion: isVersion,
                    query: "?bindings_inherit=strict"
                )
                #expect(refused.status == 400 && refused.code == 10_057)
                #expect(refused.message?.contains("'B'") == true)
            }
            #expect(try await server.newest().number == 1)
            let loose = try await server.upload(bindings: Self.inherited, asVersion: true)
            #expect(loose.status == 200)
            let bindings = try await server.newest().content.components.flatMap(\.bindings)
            #expect(bindings == [try Binding(name: "A", value: .plainText("1"))])
            let strict = try await server.upload(
                bindings: #"[{"type":"inherit","name":"A"}]"#,
                asVersion: true,
                query: "?bindings_inherit=strict"
            )
            #expect(strict.status == 200)
        }
    }

    @Test("keep_assets keeps files and rules, unless it brings others; without it there are none")
    func keepsAssets() async throws {
        try await APIUnderTest.run { server in
            func files() async throws -> AssetBundle? { try await server.newest().content.components.first?.assets }
            let one = try await server.uploadAssets(of: "hello", ["/a.txt": "a"])
            let rules = #"{"not_found_handling":"404-page"}"#
            #expect(try await server.upload(also: #","assets":{"jwt":"\#(one)","config":\#(rules)}"#).status == 200)
            let first = try #require(try await files())
            #expect(first.files.map(\.path) == ["/a.txt"])

            #expect(try await server.upload(also: #","keep_assets":true"#, asVersion: true).status == 200)
            #expect(try await files() == first)
            // Rules that are named replace those that were kept.
            let other = #","keep_assets":true,"assets":{"config":{}}"#
            #expect(try await server.upload(also: other, asVersion: true).status == 200)
            let ruled = try #require(try await files())
            #expect(ruled.files == first.files)
            let usual = try AssetRules()
            #expect(ruled.rules == usual)
            // So do files.
            let two = try await server.uploadAssets(of: "hello", ["/b.txt": "b"])
            let both = #","keep_assets":true,"assets":{"jwt":"\#(two)"}"#
            #expect(try await server.upload(also: both, asVersion: true).status == 200)
            #expect(try await files()?.files.map(\.path) == ["/b.txt"])
            #expect(try await server.upload(asVersion: true).status == 200)
            #expect(try await files() == nil)
        }
    }

    @Test("a deployment of an older version whose secrets differ from those that serve needs force")
    func changedSecrets() async throws {
        try await APIUnderTest.run { server in
            func uploaded(_ secrets: KeyValuePairs<String, String>) async throws -> String {
                let bindings = secrets.map { #"{"type":"secret_text","name":"\#($0.key)","text":"\#($0.value)"}"# }
                let list = "[\(bindings.joined(separator: ","))]"
                #expect(try await server.upload(bindings: list).status == 200)
                return try await server.newest().id.description
            }
            func deploy(_ shares: KeyValuePairs<String, Int>, query: String = "") async throws -> Outcome {
                let versions = shares.map { #"{"version_id":"\#($0.key)","percentage":\#($0.value)}"# }
                let body = #"{"strategy":"percentage","versions":[\#(versions.joined(separator: ","))]}"#
                return try await server.send(.post, "workers/scripts/hello/deployments\(query)", .text(body))
            }
            let old = try await uploaded(["A": "1", "B": "1", "C": "1"])
            let new = try await uploaded(["A": "2", "B": "1", "C": "2"])
            for shares: KeyValuePairs in [[old: 100], [old: 10, new: 90]] {
                let refused = try await deploy(shares)
                #expect(refused.status == 400 && refused.code == 10_220)
                #expect(refused.message?.hasSuffix("The following secrets have changed: A, C") == true)
            }
            // Forward needs no force, nor does going back once it was forced.
            #expect(try await deploy([new: 100]).status == 200)
            #expect(try await deploy([old: 100], query: "?force=true").status == 200)
            #expect(try await deploy([old: 100]).status == 200)
            #expect(try await deploy([new: 100]).status == 200)
            #expect(try await deploy([old: 100]).status == 400)
        }
    }
}

extension APIUnderTest {
    /// The newest version of the worker `hello`.
    fileprivate func newest() async throws -> (id: Version.ID, number: Int, content: Snapshot) {
        let name = WorkloadName(account: account, kind: .worker, name: "hello")
        let worker = try #require(try await api.plane.store.workload(name))
        let version = try #require(try await api.newestVersion(of: worker))
        return (version.id, version.number, try await api.plane.content(of: version, in: worker))
    }
}
