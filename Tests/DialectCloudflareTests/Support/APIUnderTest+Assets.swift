import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

@testable import DialectCloudflare

extension APIUnderTest {
    /// Opens a session for the static files of a worker.
    func beginAssets(of worker: String, _ files: KeyValuePairs<String, String>) async throws -> Outcome {
        let entries = files.map {
            #""\#($0.key)":{"hash":"\#(Self.hash($0.value))","size":\#($0.value.utf8.count)}"#
        }
        let manifest = #"{"manifest":{\#(entries.joined(separator: ","))}}"#
        return try await send(.post, "workers/scripts/\(worker)/assets-upload-session", .text(manifest))
    }

    /// Uploads static files; returns the token of the completed session.
    func uploadAssets(of worker: String, _ files: KeyValuePairs<String, String>) async throws -> String {
        let session = try await beginAssets(of: worker, files).result["jwt"]?.string
        var form = MultipartWriter()
        for file in files { form.add(Self.hash(file.value), contentType: "text/plain", body: .text(file.value)) }
        let path = "workers/assets/upload"
        return try await send(.post, path, type: form.contentType, form.body, as: session).result["jwt"]?.string ?? ""
    }

    /// 32 hexadecimal digits that are alike for alike contents.
    private static func hash(_ content: String) -> String {
        String(Digest(sha256: Array(content.utf8)).hex.prefix(32))
    }
}
