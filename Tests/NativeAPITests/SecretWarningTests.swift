import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Whoever deploys is told of secrets that change by it", .timeLimit(.minutes(1)))
struct SecretWarningTests {
    private static func form(_ secrets: [String: String], keep: Bool = false, deploy: Bool = false) -> TestForm {
        let bindings = secrets.sorted { $0.key < $1.key }.map {
            #"{"name":"\#($0.key)","type":"secret_text","text":"\#($0.value)"}"#
        }
        let more = (keep ? #","keep":["secret_text"]"# : "") + (deploy ? #","deploy":true"# : "")
        return TestForm(
            #"{"main":"index.js","create":true,"bindings":[\#(bindings.joined(separator: ","))]\#(more)}"#
        )
    }

    private static func deploy(_ shares: [Int: String], _ server: APIUnderTest) async throws -> [String] {
        let items = shares.sorted { $0.key < $1.key }.map { #"{"version":"\#($0.key)","percentage":"\#($0.value)"}"# }
        let body = #"{"shares":[\#(items.joined(separator: ","))]}"#
        let answer = try await server.change(.post, "/api/v1/workers/hello/deployments", body)
        #expect(answer.status == 201)
        return try answer.decode(WireDeploymentResult.self).warnings.filter { $0.hasPrefix("Secrets") }
    }

    @Test("by going back to an older version, and by that alone")
    func goingBack() async throws {
        try await APIUnderTest.run { server in
            let contents = [
                ["A": "1", "B": "1", "D": "1"], ["A": "2", "B": "1", "C": "1"], ["A": "2", "B": "1", "C": "1"],
            ]
            for secrets in contents { #expect(try await server.upload(Self.form(secrets)).status == 201) }
            // The first of all, and what is newer, were made to be so.
            for shares in [[1: "100"], [2: "100"], [1: "0", 3: "100"]] {
                #expect(try await Self.deploy(shares, server).isEmpty, "\(shares)")
            }
            let told = "Secrets differ from those that served before: A (changed), C (gone), D (back)."
            for shares in [[1: "100"], [1: "10", 3: "90"]] {
                #expect(try await Self.deploy([3: "100"], server).isEmpty)
                let warnings = try await Self.deploy(shares, server)
                #expect(warnings.count == 1 && warnings[0].hasPrefix(told), "\(warnings)")
            }
            // Of a gradual deployment the newest counts, though the older one served beside it.
            #expect(try await Self.deploy([1: "100"], server).first?.hasPrefix(told) == true)
            // The third has what the second has.
            #expect(try await Self.deploy([3: "100"], server).isEmpty)
            #expect(try await Self.deploy([2: "100"], server).isEmpty)
        }
    }

    @Test("but not of those of a version that is deleted, which has none")
    func deleted() async throws {
        try await APIUnderTest.run { server in
            for text in ["1", "2"] { #expect(try await server.upload(Self.form(["A": text])).status == 201) }
            #expect(try await Self.deploy([2: "100"], server).isEmpty)
            let deleted = try await server.change(.delete, "/api/v1/workers/hello/versions/2?policy=dangle")
            #expect(deleted.status == 200)
            #expect(try await Self.deploy([1: "100"], server).isEmpty)
        }
    }

    @Test("by an upload that has the secrets of a version which never served, but for those that it names")
    func drafts() async throws {
        try await APIUnderTest.run { server in
            #expect(try await server.upload(Self.form(["A": "1", "B": "1"], deploy: true)).status == 201)
            #expect(try await server.upload(Self.form(["A": "2", "B": "2", "C": "1"])).status == 201)
            let answer = try await server.upload(Self.form(["B": "3"], keep: true, deploy: true))
            let warnings = try answer.decode(WireUploadResult.self).warnings.filter { $0.hasPrefix("Secrets") }
            #expect(warnings.count == 1)
            let told = "Secrets differ from those that served before: A (changed), C (new)."
            #expect(warnings.first?.hasPrefix(told) == true, "\(warnings)")
        }
    }
}
