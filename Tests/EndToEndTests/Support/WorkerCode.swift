import FoundationEssentials
import HTTPModel
import NativeWire

/// The code of a worker, as it is uploaded.
struct WorkerCode: Sendable {
    var main = "index.js"
    var source: String
    /// Makes two uploads of the same source different content.
    var greeting = "one"
    /// Bytes of a further module; 0 for none.
    var ballast = 0

    /// The worker of `Workers/probe`.
    static func probe(_ greeting: String = "one", ballast: Int = 0) throws -> WorkerCode {
        let source = try Checkout.text(of: "Tests/EndToEndTests/Workers/probe/src/index.js")
        return WorkerCode(source: source, greeting: greeting, ballast: ballast)
    }

    func form(deploy: Bool, message: String?) throws -> MultipartWriter {
        let metadata = WireUploadMetadata(
            main: main,
            compatibilityDate: "2026-11-01",
            bindings: [
                WireBinding(name: "GREETING", type: "plain_text", text: greeting),
                WireBinding(name: "VERSION", type: "version_metadata"),
            ],
            message: message,
            deploy: deploy,
            endSplit: WireUploadMetadata.anySplit,
            create: true
        )
        var form = MultipartWriter()
        let document = try APIClient.encoded(metadata)
        form.add("metadata", contentType: "application/json", body: .bytes(document))
        form.add(main, contentType: "application/javascript+module", body: .text(source))
        if ballast > 0 {
            var generator = SeededGenerator(
                seed: UInt64(ballast) &+ UInt64(greeting.utf8.reduce(7) { $0 &* 31 &+ Int($1) })
            )
            let bytes = (0..<ballast).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            form.add("ballast.bin", contentType: "application/octet-stream", body: .bytes(bytes))
        }
        return form
    }
}
