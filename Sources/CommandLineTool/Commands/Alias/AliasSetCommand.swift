import HTTPModel
import NativeWire

/// The command `sluice alias set`.
enum AliasSetCommand: Command {
    private static let alias = Operand("ALIAS", .alias, "The alias to make or to move.")
    private static let shares = Operand(
        "VERSION[@PERCENT]",
        .text,
        arity: .repeated(minimum: 0),
        "A version and its share, as for \"sluice versions deploy\"."
    )
    private static let affinity = Option(
        "affinity",
        "SOURCE",
        .affinity,
        "Where a request's affinity key is read from, or \"none\" to read it from nowhere."
    )

    static let manual = Manual(
        "set",
        "Make an alias, move it, or say where its affinity key comes from.",
        discussion: [
            "Requests with the same affinity key stay on the same version while the shares stay. Rules are written as for"
                + " \"sluice versions deploy\", and go with shares."
        ],
        operands: [alias, shares],
        options: WorkerOption.options + [affinity, ChangeOption.rule, ChangeOption.message],
        examples: [
            .init("sluice alias set staging newest", "point staging at the newest version"),
            .init("sluice alias set beta 1@50 2@50", "share an alias among versions"),
            .init("sluice alias set production --affinity cookie:session", "keep sessions on their version"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let words = arguments.all(shares)
        let affinity = arguments[affinity]
        guard !words.isEmpty || affinity != nil else {
            throw .usage("argument_missing", "Nothing is to be set.", nextStep: "Name a version, or pass --affinity.")
        }
        let rules = try ChangeOption.rules(of: arguments)
        let request = WireAliasRequest(
            shares: words.isEmpty ? nil : try ShareList(words).requested,
            rules: rules.isEmpty ? nil : rules.map(\.requested),
            affinity: affinity?.text,
            message: arguments[ChangeOption.message],
            provenance: session.provenance
        )
        let worker = try WorkerSelection(session)
        let path = worker.path(NativeRoutes.alias, ["alias": arguments.required(alias)])
        let result: WireAliasResult = try await session.client().send(.put, path, request)
        try session.show(result) { lines(result, of: worker.name) }
        return .success
    }

    private static func lines(_ result: WireAliasResult, of worker: String) -> [TerminalText] {
        var fields = FieldList()
        fields.add("share", result.alias.deployment.map { ShareText.of($0.shares) })
        fields.add(text: "affinity", result.alias.affinity)
        fields.add("url", result.alias.url.map { "\($0, .link)" })
        fields.add("state", CommitText.of(result.commit))
        return ["\(worker, .strong) \(result.alias.name, .strong) is set"] + fields.lines
    }
}
