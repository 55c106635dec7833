import HTTPModel
import NativeWire
import Testing

@Suite("Scripts of the older kind run when they are deployed at once", .timeLimit(.minutes(1)))
struct ClassicUploadTests {
    private static func form(_ metadata: String) -> TestForm {
        TestForm([
            TestForm.Part(name: "metadata", type: "application/json", content: metadata),
            TestForm.Part(
                name: "index.js",
                type: "application/javascript",
                content: #"addEventListener("fetch", (event) => event.respondWith(new Response("1")))"#
            ),
        ])
    }

    @Test("deployed it is a version like others; waiting it is refused with the way to modules")
    func deployedOnly() async throws {
        try await APIUnderTest.run { server in
            #expect(try await server.upload(Self.form(#"{"main":"index.js","deploy":true}"#)).status == 201)
            let head = try await server.head()
            let refused = try await server.upload(Self.form(#"{"main":"index.js"}"#))
            #expect(refused.refusal == Refused(status: 422, code: "classic_not_deployed"))
            #expect(refused.text.contains("Documentation/Migrate-to-modules.md"))
            #expect(try await server.head() == head)
        }
    }
}
