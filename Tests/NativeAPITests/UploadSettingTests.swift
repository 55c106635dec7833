import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Settings go with an upload, in its commit", .timeLimit(.minutes(1)))
struct UploadSettingTests {
    private func form(_ settings: String) -> TestForm {
        TestForm(#"{"main":"index.js","deploy":true,"settings":\#(settings)}"#)
    }

    @Test("so that nothing is served for a moment that was not to be")
    func oneCommit() async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.upload(form(#"{"host":"off","previews":"off"}"#))
            #expect(answer.status == 201)
            #expect(try await server.head() == 1)
            let settings = try await server.get("/api/v1/workers/hello/settings").decode(WireList<WireSetting>.self)
            for name in ["host", "previews"] {
                #expect(settings.items.first { $0.name == name }?.value == "off")
            }
        }
    }

    @Test(
        "and are refused with it",
        arguments: [
            (#"{"colour":"red"}"#, "setting_unknown"), (#"{"host":"maybe"}"#, "setting_invalid"),
            (#"{"access-token":"x"}"#, "setting_unknown"),
        ]
    )
    func refuse(_ settings: String, _ code: String) async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.upload(form(settings))
            #expect(answer.refusal?.code == code)
            #expect(try await server.head() == 0)
        }
    }

    @Test("they need the right to deploy")
    func scope() async throws {
        try await APIUnderTest.run { server in
            let token = try await server.token([.upload])
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(token)")]
            let form = TestForm(#"{"main":"index.js","create":true,"settings":{"host":"off"}}"#)
            #expect(try await server.upload(form, fields: fields).refusal?.code == "scope_missing")
        }
    }
}
