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
        let question: TerminalText = "Which versions, separated by spaces, such as 2 or 1@90 2@10?"
        let names: [String]
        switch try await questions.ask(question, ShareAnswer.init) {
        case .shares(let list): return list
        case .versions(let versions): names = versions
        }
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
}
