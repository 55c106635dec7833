import HTTPModel
import NativeWire

/// The command `sluice fc alias get`.
enum FunctionAliasGetCommand: Command {
    static let manual = Manual(
        "get",
        "Show an alias: its versions, their shares, and its route policy.",
        operands: [FunctionOption.service, FunctionOption.alias],
        examples: [.init("sluice fc alias get shop prod", "where prod leads")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let service = session.arguments.required(FunctionOption.service)
        let path = FunctionPath.alias(session.arguments.required(FunctionOption.alias), of: service)
        let document = try await FunctionComputeClient(session).get(path)
        try session.show(document) {
            let alias = AliasReading(document)
            var fields = FieldList()
            fields.add("serves", alias.share)
            if alias.isByContent { fields.add(text: "policy", document["routePolicy"]?.text) }
            if !alias.description.isEmpty { fields.add(text: "description", alias.description) }
            fields.add(text: "moved", RelativeTime(now: session.now()).phrase(alias.moved))
            return ["\(service, .strong) \(alias.name, .strong)"] + fields.lines
        }
        return .success
    }
}
