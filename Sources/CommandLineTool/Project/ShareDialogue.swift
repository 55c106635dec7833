import NativeWire

/// Asks at the terminal which versions to deploy and how to share.
struct ShareDialogue: Sendable {
    /// The newest versions that are offered; older ones can be typed.
    static let offered = 10

    private let session: Session
    private let move: AliasMove
    private let questions: Questions

    init(_ session: Session, _ move: AliasMove) throws(CommandFailure) {
        questions = Questions(session)
        guard questions.canAsk else {
            throw .usage(
                "argument_missing",
                "No versions are named, and there is nobody to ask.",
                nextStep: "Name them: sluice versions deploy 1@90 2@10 -y."
            )
        }
        self.session = session
        self.move = move
    }

    func choose() async throws(CommandFailure) -> ShareList {
        let path = move.worker.path(NativeRoutes.versions)
        let list: WireList<WireVersion> = try await move.client.get(path, query: [("limit", String(Self.offered))])
        session.console.print(VersionTable(versions: list.items, times: RelativeTime(now: session.now())).lines())
        let names = try await questions.ask("Which versions, separated by spaces?", Self.names)
        guard names.count > 1 else { return try ShareList(names) }
        var words: [String] = []
        for name in names.dropLast() {
            words.append(
                try await questions.ask("How many per cent for \(name)?") { (answer) throws(CommandFailure) in
                    _ = try ShareEntry("\(name)@\(answer)")
                    return "\(name)@\(answer)"
                }
            )
        }
        return try ShareList(words + names.suffix(1))
    }

    private static func names(_ answer: String) throws(CommandFailure) -> [String] {
        let names = answer.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        guard !names.isEmpty else {
            throw .usage("argument_missing", "No version is named.", nextStep: "Type at least one.")
        }
        _ = try ShareList(names.enumerated().map { "\($1)@\($0 == 0 ? 100 : 0)" })
        return names
    }
}
