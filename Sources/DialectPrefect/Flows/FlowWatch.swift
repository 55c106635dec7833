import HTTPModel
public import Lifecycle
public import ReleaseCore
import ReleaseModel

/// Looks regularly whether the history of each deployment agrees with what Prefect has.
///
/// So changes that were broken off by a crash are finished although nobody asks, deployments that were there before
/// Sluice get their first version, and what was changed past Sluice becomes a version.
public struct FlowWatch: Service {
    public let name = "flows"
    /// How long to wait after Prefect was looked at.
    static let interval: Duration = .seconds(60)
    /// How long to wait when it did not answer.
    static let retryInterval: Duration = .seconds(1)
    /// The deployments that are read at once.
    static let pageSize = 100

    private let api: PrefectAPI
    private let journal: any FlowJournal

    public init(api: PrefectAPI, journal: any FlowJournal) {
        self.api = api
        self.journal = journal
    }

    public func run() async throws {
        while true {
            let isWhole = try await look()
            try await Task.sleep(for: isWhole ? Self.interval : Self.retryInterval)
        }
    }

    /// Looks at everything once; returns whether Prefect answered to the end.
    func look() async throws -> Bool {
        do {
            for intent in try await journal.intents() { try await api.plane.agree(onFlow: intent.flow) }
            var offset = 0
            while true {
                let page = try await deployments(from: offset)
                for document in page { try await agree(on: document) }
                guard page.count == Self.pageSize else { return true }
                offset += page.count
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            let refusal = PrefectError(error)
            // That it is not there is what its clients hear at each request; nobody needs it once a second besides.
            if refusal.code != "upstream_unreachable" {
                api.environment.report(refusal.code, refusal.cause ?? refusal.detail)
            }
            return false
        }
    }

    private func deployments(from offset: Int) async throws -> [DeploymentDocument] {
        let query: JSONValue = ["limit": JSONValue(Self.pageSize), "offset": JSONValue(offset), "sort": "NAME_ASC"]
        let answer = try await api.caller.ask(.post, ["api", "deployments", "filter"], JSONText(encoding: query))
        guard answer.isSuccess else { throw FlowFailure.refused(answer.complaint) }
        return (answer.document?.elements ?? []).compactMap(DeploymentDocument.init)
    }

    private func agree(on document: DeploymentDocument) async throws {
        guard let name = try await api.names.name(of: document),
            try await !api.plane.isLive(try document.content, of: name)
        else { return }
        try await api.plane.agree(onFlow: name)
    }
}
