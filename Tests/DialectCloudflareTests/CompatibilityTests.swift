import Foundation
import HTTPModel
import Testing

@testable import DialectCloudflare

@Suite("The table of Cloudflare's endpoints is true")
struct CompatibilityTests {
    @Test("every operation is listed, and no other")
    func listsAll() throws {
        let routes = CloudflareAPI.table.router.routes.map { route in
            "\(route.method.name) \(route.pattern.text.dropFirst(EndpointTable.prefix.count))"
        }
        let listed = Set(try Self.listed())
        #expect(Set(routes).subtracting(listed) == [], "not listed")
        #expect(listed.subtracting(routes) == [], "not there")
        #expect(routes.count > 50)
    }

    /// The first cells of the document's table.
    private static func listed() throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Documentation/Cloudflare-compatibility.md")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return lines.filter { $0.hasPrefix("| ") && $0.contains(" /") }.map { line in
            line.split(separator: "|")[0].trimmingCharacters(in: .whitespaces)
        }
    }
}
