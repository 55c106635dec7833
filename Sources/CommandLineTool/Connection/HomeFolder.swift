import FoundationEssentials

/// The folder that holds a server's state, its addresses and its first token.
struct HomeFolder: Sendable {
    /// Absolute.
    let path: String

    /// The most that is read of a file in it, in bytes.
    static let maximumFile = 64 << 10

    /// Returns the absolute path of the folder: the option or `$SLUICE_HOME`, else `~/.sluice`.
    static func path(
        option: String?,
        environment: [String: String],
        workingFolder: String
    ) throws(CommandFailure) -> String {
        if let option { return AbsolutePath.of(option, in: workingFolder) }
        guard let user = environment["HOME"], user.hasPrefix("/") else {
            throw .usage(
                "home_missing",
                "There is no home folder: neither --home nor SLUICE_HOME nor HOME is set.",
                nextStep: "Pass --home DIR."
            )
        }
        return AbsolutePath.of(".sluice", in: user)
    }

    /// The addresses of the server that runs on this folder; `nil` when none does.
    func endpoints() throws(CommandFailure) -> Endpoints? {
        guard let data = try contents(of: "endpoints.json") else { return nil }
        do {
            return try JSONDecoder().decode(Endpoints.self, from: data)
        } catch {
            throw .files(
                "endpoints_unreadable",
                "\(path)/endpoints.json cannot be read as addresses.",
                nextStep: "Restart the server on this home folder; it writes the file anew."
            )
        }
    }

    /// The token that the server made at its first start; `nil` when there is none.
    func adminToken() throws(CommandFailure) -> String? {
        guard let data = try contents(of: "admin-token") else { return nil }
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    /// What the server writes when it starts.
    struct Endpoints: Codable, Sendable, Hashable {
        let control: String
        let traffic: String
    }

    /// `nil` when there is no such file.
    private func contents(of name: String) throws(CommandFailure) -> Data? {
        let file = "\(path)/\(name)"
        do {
            let data = try Data(contentsOf: URL(filePath: file))
            return data.prefix(Self.maximumFile)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return nil
        } catch {
            throw .files(
                "home_unreadable",
                "\(file) cannot be read.",
                nextStep: "Check who owns the home folder, or name a server with --url and --token."
            )
        }
    }
}
