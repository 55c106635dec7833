import FoundationEssentials

/// One command line, from words to exit code.
struct CommandLine: Sendable {
    let words: [String]
    let environment: [String: String]
    let server: any ServerCommands

    func run() async -> ExitCode {
        let invocation: Invocation
        do throws(CommandFailure) {
            invocation = try ArgumentParser(root: .sluice, environment: environment).parse(words)
        } catch {
            return report(error, wantsJSON: words.contains(GlobalOption.json.form.spelling), console(for: .none))
        }
        switch invocation {
        case .help(let path):
            let console = console(for: .none)
            console.print(HelpPage(path: path, root: .sluice).lines(width: console.width))
            return .success
        case .run(let command, let arguments):
            return await run(command, arguments)
        }
    }

    private func run(_ command: any Command.Type, _ arguments: Arguments) async -> ExitCode {
        let session = Session(
            arguments: arguments,
            environment: environment,
            console: console(for: arguments),
            server: server,
            workingFolder: FileManager.default.currentDirectoryPath,
            now: { Date() }
        )
        for option in arguments.ignored {
            session.console.note("\(option) means nothing here and is passed over.")
        }
        do throws(CommandFailure) {
            return try await command.run(session)
        } catch {
            return report(error, wantsJSON: session.wantsJSON, session.console)
        }
    }

    private func report(_ failure: CommandFailure, wantsJSON: Bool, _ console: Console) -> ExitCode {
        let report = FailureReport(failure: failure)
        if wantsJSON {
            do throws(CommandFailure) {
                console.output.write(try report.json() + "\n")
            } catch {
                console.errors.line("\(error.detail)")
            }
        } else {
            for line in report.lines() {
                console.errors.line(line)
            }
        }
        return failure.exitCode
    }

    private func console(for arguments: Arguments) -> Console {
        .standard(environment: environment, arguments: arguments)
    }
}
