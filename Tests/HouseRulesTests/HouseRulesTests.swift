import Foundation
import Testing

/// What no compiler checks about the shape of this repository.
@Suite("House rules")
struct HouseRulesTests {
    @Test("no source file is longer than 400 lines")
    func filesAreShort() throws {
        for file in try Checkout.swiftFiles() {
            let lines = try Checkout.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
            #expect(lines <= 400, "\(file) has \(lines) lines")
        }
    }

    @Test("every target stands on lower layers only")
    func importsPointDown() throws {
        let uses = try Checkout.targetDependencies()
        #expect(!uses.isEmpty)
        for (target, dependencies) in uses {
            guard let layer = Layers.number(of: target) else {
                Issue.record("\(target) has no layer: add it to Layers and to Documentation/Architecture.md")
                continue
            }
            for dependency in dependencies {
                let lower = Layers.number(of: dependency)
                #expect(lower.map { $0 < layer } == true, "\(target) (layer \(layer)) uses \(dependency)")
            }
        }
    }

    @Test("no file is named after nothing", arguments: ["Manager", "Helper", "Util", "Common", "Base"])
    func namesSaySomething(word: String) throws {
        for file in try Checkout.swiftFiles() {
            let name = URL(filePath: file).deletingPathExtension().lastPathComponent
            #expect(!name.hasSuffix(word) && !name.hasPrefix(word), "\(file)")
        }
    }

    @Test("sources neither trap on errors nor leave the checks of the compiler", arguments: Forbidden.inSources)
    func sourcesAreChecked(phrase: Forbidden) throws {
        for file in try Checkout.swiftFiles(below: "Sources") where !phrase.exceptions.contains(where: file.hasSuffix) {
            for (index, line) in try Checkout.text(file).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
                #expect(!code.contains(phrase.text), "\(file):\(index + 1) has \(phrase.text)")
            }
        }
    }

    @Test("every package of a registry is locked by its hash")
    func packagesAreLocked() throws {
        let files = try Checkout.files(below: "requirements", endingIn: ".txt")
        #expect(files.count > 1)
        for file in files {
            let text = try Checkout.text(file).replacing("\\\n", with: "")
            let entries = text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
            #expect(!entries.isEmpty)
            for entry in entries {
                #expect(entry.contains("==") && entry.contains("--hash=sha256:"), "\(file): \(entry)")
            }
        }
        let installations = try Checkout.text("scripts/setup").replacing("\\\n", with: "").split(separator: "\n")
            .filter { $0.contains("pip install") }
        #expect(!installations.isEmpty)
        for line in installations { #expect(line.contains("--require-hashes"), "\(line)") }
    }

    @Test("every test that the guard rails name is there")
    func guardRailsAreProved() throws {
        var tests: [String: String] = [:]
        for file in try Checkout.swiftFiles(below: "Tests") { tests[Checkout.suite(file)] = try Checkout.text(file) }
        let rows = try Checkout.text("Documentation/Guard-rails.md").split(separator: "\n").filter {
            $0.hasPrefix("| ")
        }
        #expect(rows.count > 30)
        for row in rows {
            let proofs = row.split(separator: " | ").last ?? ""
            for suite in proofs.matches(of: /\b(\w+Tests\/\w+)\b/).map(\.output.1) where tests[String(suite)] == nil {
                #expect(suite.hasPrefix("BadInputTests/"), "there is no suite \(suite)")
            }
            for name in proofs.matches(of: /"([^"]+)"/).map(\.output.1) {
                #expect(tests.values.contains { $0.contains("\"\(name)\"") }, "there is no test “\(name)”")
            }
        }
    }

    @Test(
        "no vendor's word enters the core",
        arguments: ["cloudflare", "wrangler", "prefect", "qualifier", "script", "scripts"]
    )
    func coreIsNeutral(word: String) throws {
        for folder in ["Sources/ReleaseCore", "Sources/ReleaseModel"] {
            for file in try Checkout.swiftFiles(below: folder) where !file.hasSuffix("Record/Attribution.swift") {
                let words = Set(try Checkout.text(file).lowercased().split { !$0.isLetter })
                #expect(!words.contains(Substring(word)), "\(file) says \(word)")
            }
        }
    }
}

/// Phrases that stand nowhere in the sources but in the files named.
struct Forbidden: Sendable, CustomTestStringConvertible {
    let text: String
    let exceptions: [String]

    var testDescription: String { text }

    static let inSources = [
        Forbidden(text: "try!", exceptions: []),
        Forbidden(text: " as! ", exceptions: []),
        Forbidden(text: "nonisolated(unsafe)", exceptions: []),
        Forbidden(text: "Task.detached", exceptions: []),
        Forbidden(text: "TODO", exceptions: []),
        // The two doors between threads and what is confined to an event loop.
        Forbidden(
            text: "@unchecked Sendable",
            exceptions: ["HTTPEngine/Loop/LoopBound.swift", "HTTPEngine/Loop/WakeUp.swift"]
        ),
    ]
}
