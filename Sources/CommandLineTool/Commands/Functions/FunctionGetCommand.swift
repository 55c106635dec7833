import HTTPModel

/// The command `sluice fc get`.
enum FunctionGetCommand: Command {
    private static let address = Operand(
        "SERVICE[.QUALIFIER][/FUNCTION]",
        .serviceOrFunction,
        "The service or the function, as it is in LATEST, a version or an alias."
    )

    static let manual = Manual(
        "get",
        "Show a service or a function with all of its settings.",
        operands: [address],
        examples: [
            .init("sluice fc get shop", "a service, as it is being edited"),
            .init(
                "sluice fc get shop.prod/hello --json",
                "a function of the version that prod leads to, for a program"
            ),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let address = session.arguments.required(address)
        let client = try FunctionComputeClient(session)
        guard let function = address.function else {
            let service = try await client.get(FunctionPath.service(address.service), query: address.query)
            try session.show(service) { ["\(address.service, .strong)"] + fields(of: service, but: ["serviceName"]) }
            return .success
        }
        let path = FunctionPath.function(function, of: address.service)
        let document = try await client.get(path, query: address.query)
        let engines = try await EngineNames.read(client.client)
        try session.show(document) {
            var fields = FieldList()
            let runtime = document["runtime"]?.string ?? ""
            fields.add("runs on", engines[runtime])
            return ["\(address.service, .strong)/\(function, .strong)"] + fields.lines
                + self.fields(of: document, but: ["functionName"])
        }
        return .success
    }

    /// What is set, each on one line; what nobody has set is left out.
    private static func fields(of document: JSONValue, but names: Set<String>) -> [TerminalText] {
        var fields = FieldList()
        for (name, value) in (document.object ?? [:]).sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            switch value {
            case .string(let text): if !text.isEmpty { fields.add(text: name, text) }
            case .null: break
            case .array(let items) where items.isEmpty: break
            case .object(let members) where members.isEmpty: break
            default: fields.add(text: name, value.text)
            }
        }
        return fields.lines
    }
}
