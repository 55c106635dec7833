import Foundation

/// A run of the real command line tool in a folder of its own.
///
/// A case writes the folder's files as `file NAME` followed by lines that begin with `|`, variables of the
/// environment as `env NAME=VALUE`, and the command as `$ sluice …`, where quotes keep words together.
struct CommandRun {
    private var files: [(name: String, content: String)] = []
    private var environment: [String: String] = [:]
    private var words: [String] = []

    /// After how many seconds a command is ended, which shows as exit code 124.
    private static let deadline = 20

    init(_ text: String, _ placeholders: Placeholders) throws {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("file ") {
                files.append((String(line.dropFirst(5)), ""))
            } else if line.hasPrefix("|"), !files.isEmpty {
                let content = line.dropFirst(line.hasPrefix("| ") ? 2 : 1)
                files[files.count - 1].content += try placeholders.fillText(String(content)) + "\n"
            } else if line.hasPrefix("env "), let equals = line.firstIndex(of: "=") {
                let name = String(line[..<equals].dropFirst(4))
                environment[name] = try placeholders.fillText(String(line[line.index(after: equals)...]))
            } else if line.hasPrefix("$ sluice") {
                words = Self.words(try placeholders.fillText(String(line.dropFirst(8))))
            }
        }
    }

    /// Runs it in a folder and returns the exit code and what it printed.
    func answer(in folder: String, home: String) throws -> String {
        let manager = FileManager.default
        for file in files {
            let path = URL(filePath: folder).appending(path: file.name)
            try manager.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try file.content.write(to: path, atomically: false, encoding: .utf8)
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["--kill-after=2", "\(Self.deadline)", TestServer.executable] + words
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder, "SLUICE_HOME": home]
            .merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // What commands print here fits the buffers of both pipes.
        process.waitUntilExit()
        let printed = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let complained = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
        var lines = ["exit \(process.terminationStatus)"]
        if !complained.isEmpty { lines.append(complained.trimmingCharacters(in: .newlines)) }
        if !printed.isEmpty { lines += ["printed:", printed.trimmingCharacters(in: .newlines)] }
        return lines.joined(separator: "\n")
    }

    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in line {
            switch character {
            case "'":
                isQuoted.toggle()
                word = word ?? ""
            case " " where !isQuoted:
                if let word { words.append(word) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
