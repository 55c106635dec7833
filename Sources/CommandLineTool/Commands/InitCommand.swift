import FoundationEssentials
import ReleaseModel

/// The command `sluice init`.
enum InitCommand: Command {
    private static let name = Operand(
        "NAME",
        .worker,
        arity: .optional,
        "The worker, and the folder that is made for it; this folder when left out."
    )
    private static let typeScript = Flag("ts", "Write TypeScript instead of JavaScript.")

    static let manual = Manual(
        "init",
        "Write a small project that deploys as it is.",
        discussion: ["A file that is there is never overwritten: then nothing is written at all."],
        operands: [name],
        options: [typeScript],
        examples: [
            .init("sluice init hello", "a worker in the new folder hello"),
            .init("sluice init --ts", "a worker in TypeScript, in this folder and named after it"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let given = session.arguments[name]
        let folder = given.map { AbsolutePath.of($0, in: session.workingFolder) } ?? session.workingFolder
        let worker = if let given { given } else { try workerName(of: folder) }
        let template = ProjectTemplate(
            name: worker,
            language: session.arguments[typeScript] ? .typeScript : .javaScript,
            date: String(session.now().formatted(.iso8601).prefix(10))
        )
        try write(template, to: folder)
        let made = Made(worker: template.name, folder: folder, files: template.files.map(\.path))
        try session.show(made) { made.lines(entering: given) }
        return .success
    }

    /// What was made.
    private struct Made: Encodable {
        let worker: String
        let folder: String
        let files: [String]

        func lines(entering folder: String?) -> [TerminalText] {
            let enter = folder.map { "cd \($0) && " } ?? ""
            return ["\(worker, .strong) is ready in \(self.folder)"] + files.map { "  \($0)" }
                + ["\("next:", .strong) \(enter)sluice deploy"]
        }
    }

    /// The name of the folder, as far as it can name a worker.
    private static func workerName(of folder: String) throws(CommandFailure) -> String {
        let last = folder.split(separator: "/").last.map(String.init) ?? ""
        let name = last.lowercased().map { $0 == "_" || $0 == "." || $0 == " " ? "-" : String($0) }.joined()
        do throws(InvalidName) {
            return try Workload.Name(name, kind: .worker).text
        } catch {
            throw .usage(
                "name_invalid",
                "The folder's name \"\(last)\" cannot name a worker.",
                nextStep: "Name it: sluice init NAME makes a folder of that name."
            )
        }
    }

    private static func write(_ template: ProjectTemplate, to folder: String) throws(CommandFailure) {
        let paths = template.files.map { "\(folder)/\($0.path)" }
        if let present = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) { throw taken(present) }
        for (path, file) in zip(paths, template.files) {
            let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
            do {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
                // Also if the file came only just now.
                try Data(file.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            } catch let error as CocoaError where error.code == .fileWriteFileExists {
                throw taken(path)
            } catch {
                throw .files(
                    "file_unwritable",
                    "\(path) cannot be written.",
                    nextStep: "Check the folder's permissions."
                )
            }
        }
    }

    private static func taken(_ path: String) -> CommandFailure {
        .files(
            "file_exists",
            "\(path) is there already.",
            nextStep:
                "Choose another folder: \"sluice init NAME\" makes one. To deploy what is here: \"sluice deploy\"."
        )
    }
}
