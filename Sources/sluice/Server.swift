import CommandLineTool
import FoundationEssentials
import Glibc
import ServerAssembly

/// The commands that work on a server's own state, over the server's assembly.
struct Server: ServerCommands {
    let version = ServerVersion.text

    func serve(_ options: ServeOptions) async -> Int32 {
        await reporting {
            let supervisor = Supervisor(ServeConfiguration(options), executable: try executable())
            try await supervisor.run { endpoints in
                say("Sluice \(version) is ready.")
                say("  API      \(endpoints.control)")
                say("  pages    \(endpoints.control)/")
                say("  traffic  \(endpoints.traffic)")
                if let prefect = endpoints.prefect { say("  Prefect  \(prefect)/api") }
                say("  home     \(options.home)")
                if isatty(STDOUT_FILENO) == 1 { say("Press Ctrl-C to stop.") }
            } onPrefect: { prefect in
                let answers = prefect.isAnswering ? "answers" : "does not answer yet"
                say("Prefect's server \(answers) at \(prefect.upstream).")
            }
            return 0
        }
    }

    func runRole(_ role: String, arguments: [String]) async -> Int32 {
        await reporting {
            guard let role = ServerRole(rawValue: role), let argument = arguments.first, arguments.count == 1 else {
                complain("error[usage]: this word is for the server's own use")
                return 2
            }
            try await role.run(argument: argument, executable: try executable())
            return 0
        }
    }

    func check(home: String, json: Bool) async -> Int32 {
        await reporting(json: json) {
            let finding = try await Maintenance(home: home).check()
            if json {
                say(try JSONText.of(CheckOutput(finding)))
            } else {
                for line in finding.counts { say("\(line.what): \(line.count)") }
                for problem in finding.problems { complain("problem[\(problem.code)]: \(problem.text)") }
                say(finding.problems.isEmpty ? "No problems." : "\(finding.problems.count) problems.")
            }
            return finding.problems.isEmpty ? 0 : 1
        }
    }

    func backup(to file: String, home: String, withKeys: Bool) async -> Int32 {
        await reporting {
            let backup = try await Maintenance(home: home).backup(to: file, keys: withKeys ? .included : .apart)
            say("Wrote \(file): the state at revision \(backup.revision).")
            if backup.sealedSecrets > 0 {
                say("It has \(backup.sealedSecrets) sealed secrets and not their keys.")
                say("next: Keep a copy of \(home)/secret-keys.json in another place.")
            }
            if let folder = backup.prefect {
                say("Prefect's own database is not in it: runs, blocks, work pools and schedules.")
                say("next: Write that, too, at about the same time: sqlite3 \(folder)/prefect.db '.backup FILE'")
            }
            return 0
        }
    }

    func restore(from file: String, home: String, force: Bool) async -> Int32 {
        await reporting {
            let restored = try await Maintenance(home: home).restore(from: file, force: force)
            say("Restored \(home) from \(file): epoch \(restored.epoch), revision \(restored.revision).")
            if restored.unreadableSecrets > 0 {
                say("The keys of \(restored.unreadableSecrets) secrets are not here: what needs them cannot start.")
                say("next: Put the secret-keys.json of the server that was backed up into \(home), or set them again.")
            }
            return 0
        }
    }

    /// Runs a command; what it throws becomes a message and an exit code.
    private func reporting(json: Bool = false, _ command: () async throws -> Int32) async -> Int32 {
        do {
            return try await command()
        } catch let failure as StartFailure {
            if json {
                say((try? JSONText.of(FailureOutput(failure))) ?? failure.code)
            } else {
                complain("error[\(failure.code)]: \(failure.message)")
                if let nextStep = failure.nextStep { complain("next: \(nextStep)") }
            }
            return 1
        } catch {
            complain("error[internal]: \(error)")
            return 1
        }
    }

    /// The absolute path of this very program, so that the processes it starts are the same.
    private func executable() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }
}

private func say(_ line: String) {
    print(line)
    fflush(nil)
}

private func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    write(STDERR_FILENO, bytes, bytes.count)
}

extension ServeConfiguration {
    fileprivate init(_ options: ServeOptions) {
        self.init(home: options.home)
        controlAddress = options.control.description
        hostNames = options.hostNames
        trafficAddress = options.traffic.description
        domain = options.domain
        zones = options.zones
        trustedNetworks = options.trustedNetworks
        allowsUnsupportedBindings = options.allowsUnsupportedBindings
        allowsUnsandboxedFunctions = options.allowsUnsandboxedFunctions
        grantsFunctionNetwork = options.grantsFunctionNetwork
        gatewayThreads = options.gatewayThreads
        maximumRequestBody = options.bodyLimit
        idleStopSeconds = options.idleStop / .seconds(1)
        diskReserve = options.diskReserve
        logCap = options.logFolderLimit
        logLevel = options.logLevel.rawValue
        logsRequests = options.logsRequests
        prefect = options.prefect.map(PrefectConfiguration.init)
    }
}

extension PrefectConfiguration {
    fileprivate init(_ options: PrefectOptions) {
        switch options.upstream {
        case .running(let url): self.init(upstream: .running(url: url))
        case .supervised: self.init(upstream: .supervised)
        }
        address = options.listen.description
        switch options.access {
        case .anyone: access = .anyone
        case .token: access = .token
        }
    }
}
