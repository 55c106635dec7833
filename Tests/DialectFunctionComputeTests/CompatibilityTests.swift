import Foundation
import HTTPModel
import Testing

@testable import DialectFunctionCompute

@Suite("The table of Function Compute's endpoints is true")
struct CompatibilityTests {
    @Test("every operation is listed, and no other; both forms of the API have the same")
    func listsAll() throws {
        let listed = Set(try Self.listed().keys)
        for version in APIVersion.allCases {
            let prefix = "/\(version.rawValue)"
            let routes = FunctionComputeAPI.table.router.routes.filter { $0.pattern.text.hasPrefix(prefix) }.map {
                "\($0.method.name) \($0.pattern.text.dropFirst(prefix.count))"
            }
            #expect(Set(routes).subtracting(listed) == [], "not listed")
            #expect(listed.subtracting(routes) == [], "not there")
            #expect(routes.count > 70)
        }
    }

    @Test("each is full, partial, with what is missing, or refused, with the reason")
    func saysHowFar() throws {
        for (operation, claim) in try Self.listed() {
            let parts = claim.split(separator: ":", maxSplits: 1)
            let word = try #require(parts.first, "\(operation)")
            #expect(["full", "partial", "refused"].contains(word), "\(operation)")
            if word != "full" { #expect(parts.count == 2, "\(operation) tells no reason") }
        }
    }

    /// The cells of the document's table: operation and claim.
    private static func listed() throws -> [String: String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Documentation/FunctionCompute-compatibility.md")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let rows = lines.filter { $0.hasPrefix("| ") && $0.contains(" /") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0.count > 1 ? $0[1] : "") })
    }
}
