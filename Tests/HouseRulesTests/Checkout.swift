import Foundation

/// The files of this checkout.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path(percentEncoded: false)

    static func text(_ file: String) throws -> String {
        try String(contentsOf: URL(filePath: root + file), encoding: .utf8)
    }

    /// The files below a folder whose names end so, relative to the root.
    static func files(below folder: String, endingIn ending: String) throws -> [String] {
        let enumerator = FileManager.default.enumerator(atPath: root + folder)
        return (enumerator?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.map {
            "\(folder)/\($0)"
        }
    }

    /// `GatewayPlaneTests/RouteTests` for a file of tests, whatever folders lie between.
    static func suite(_ file: String) -> String {
        let parts = file.split(separator: "/")
        return "\(parts[1])/\(parts.last?.dropLast(".swift".count) ?? "")"
    }

    /// Swift files below a folder, relative to the root; all of ours without one.
    static func swiftFiles(below folder: String? = nil) throws -> [String] {
        let folders = folder.map { [$0] } ?? ["Sources", "Tests", "Benchmarks"]
        return folders.flatMap { folder in
            let enumerator = FileManager.default.enumerator(atPath: root + folder)
            return (enumerator?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }.map {
                "\(folder)/\($0)"
            }
        }
    }

    /// What each library and executable says it uses, as the package's manifest has it.
    static func targetDependencies() throws -> [String: [String]] {
        let manifest = try text("Package.swift")
        let pattern = /(?:library\(|executableTarget\(\s*name:)\s*"(\w+)"(?:,\s*(?:uses|dependencies):\s*\[([^\]]*)\])?/
        return manifest.matches(of: pattern).reduce(into: [:]) { targets, match in
            let names = (match.output.2 ?? "").matches(of: /"(\w+)"/).map { String($0.output.1) }
            targets[String(match.output.1)] = names
        }
    }
}
