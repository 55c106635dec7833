import ProjectFiles

/// What a deployment of functions would send, for `--dry-run`.
struct FunctionDryRun: Encodable, Sendable {
    private let functions: [Function]

    private struct Function: Encodable, Sendable {
        let service: String
        let function: String
        let runtime: String
        let codeBytes: Int
        let codeChecksum: String
        let files: Int
        let triggers: [String]
        let domains: [String]
    }

    init(_ project: FunctionProject) {
        functions = project.services.flatMap { service in
            service.functions.map { function in
                Function(
                    service: service.name,
                    function: function.settings.name,
                    runtime: function.settings.runtime,
                    codeBytes: function.package.zip.count,
                    codeChecksum: function.package.checksum,
                    files: function.package.fileCount,
                    triggers: function.triggers.map { "\($0.name) (\($0.type))" },
                    domains: function.domains.compactMap(\.domain)
                )
            }
        }
    }

    var lines: [TerminalText] {
        var table = Table(
            .left("SERVICE"),
            .left("FUNCTION"),
            .left("RUNTIME"),
            .right("CODE"),
            .right("FILES"),
            .left("TRIGGERS"),
            .left("DOMAINS")
        )
        for function in functions {
            table.add(
                "\(function.service)",
                "\(function.function, .strong)",
                "\(function.runtime)",
                "\(ByteCount(function.codeBytes).description)",
                "\(function.files)",
                "\(function.triggers.joined(separator: ", "))",
                "\(function.domains.joined(separator: ", "))"
            )
        }
        return table.lines + ["Nothing was sent."]
    }
}
