import NativeWire
import ProjectFiles

extension Session {
    /// Makes the client for the server that this command means; nothing is sent yet.
    func client() throws(CommandFailure) -> APIClient {
        let location = try ServerLocation.find(self)
        Interruption.endsProcess()
        return APIClient(
            location: location,
            source: SourceDetector.source(environment: environment),
            transport: try HTTPTransport(to: location.address)
        )
    }

    /// Reads one page of a list, or all of it where `--all` asks for that, and shows it.
    func showList<Item: Codable & Sendable>(
        _ path: APIPath,
        of type: Item.Type,
        query: [(String, String?)] = [],
        empty: TerminalText,
        _ text: ([Item]) -> [TerminalText]
    ) async throws(CommandFailure) -> ExitCode {
        let client = try client()
        let reader = ListReader<Item>(client: client, path: path, query: query)
        let list = try await progress.during("reading") { () async throws(CommandFailure) in
            try await reader.read(arguments)
        }
        try show(list) { list.items.isEmpty ? [empty] : text(list.items) }
        if let cursor = list.cursor, !wantsJSON {
            console.note("\("more:", .faint) --cursor \(cursor), or --all")
        }
        return .success
    }
}
