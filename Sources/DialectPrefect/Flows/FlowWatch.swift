import HTTPModel
public import Lifecycle
public import ReleaseCore
import ReleaseModel

/// Looks regularly whether the history of each deployment agrees with what Prefect has.
///
/// So changes that were broken off are finished although nobody asks, deployments that were there before Sluice get
/// their first version, and what was changed past Sluice becomes a version.
public struct FlowWatch: Service {
    public let name = "flows"
    /// How often it is looked for changes that were broken off, and how long to wait when Prefect did not answer.
    static let pause: Duration = .seconds(1)
    /// How long to wait after all deployments were looked at.
    static let interval: Duration = .seconds(60)
    /// The deployments that are read at once.
    static let pageSize = 100

    private let api: PrefectAPI
    private let journal: any FlowJournal

    public init(api: PrefectAPI, journal: any FlowJournal) {
        self.api = api
        self.journal = journal
    }

    public func run() async throws {
        var open: Set<FlowIntent.ID> = []
        var nextLook = ContinuousClock.now
        var told: String?
        while true {
            var failure: (any Error)?
            do {
                open = try await settle(open, &failure)
                if ContinuousClock.now >= nextLook {
                    try await look(&failure)
                    nextLook = .now + Self.interval
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                failure = failure ?? error
            }
            told = failure.map { tell($0, unless: told) }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Finishes the intents that are open still, and returns those that are open now.
    ///
    /// One that a client is at is waited for; one whose client has gone away in the middle is left to us.
    func settle(
        _ open: Set<FlowIntent.ID>,
        _ failure: inout (any Error)?
    ) async throws -> Set<FlowIntent.ID> {
        let intents = try await journal.intents()
        let left = intents.filter { open.contains($0.id) }
        try await each(left, &failure) { try await api.plane.agree(onFlow: $0.flow) }
        return Set(intents.map(\.id))
    }

    /// Looks at every deployment once.
    func look(_ failure: inout (any Error)?) async throws {
        var offset = 0
        while true {
            let page = try await deployments(from: offset)
            try await each(page, &failure) { try await agree(on: $0) }
            guard page.count == Self.pageSize else { return }
            offset += page.count
        }
    }

    /// Tells the log of a failure that it was not told of the last time; returns it.
    ///
    /// That Prefect is not there is what its clients hear at each request.
    private func tell(_ error: any Error, unless told: String?) -> String {
        let text = "\(error)"
        if text != told, PrefectError(error).code != PrefectError.unreachable { api.report(error) }
        return text
    }

    /// Does something with each, whatever comes of the others, and notes the first failure.
    private func each<Element>(
        _ elements: [Element],
        _ failure: inout (any Error)?,
        _ action: (Element) async throws -> Void
    ) async throws {
        for element in elements {
            do {
                try await action(element)
            } catch let error as CancellationError {
                throw error
            } catch {
                failure = failure ?? error
            }
        }
    }

    private func deployments(from offset: Int) async throws -> [DeploymentDocument] {
        let query: JSONValue = ["limit": JSONValue(Self.pageSize), "offset": JSONValue(offset), "sort": "NAME_ASC"]
        let answer = try await api.caller.ask(.post, ["api", "deployments", "filter"], JSONText(encoding: query))
        guard answer.isSuccess else { throw answer.readFailure }
        return (answer.document?.elements ?? []).compactMap(DeploymentDocument.init)
    }

    private func agree(on document: DeploymentDocument) async throws {
        guard let name = try await api.names.name(of: document),
            try await !api.plane.isLive(try document.content, of: name)
        else { return }
        try await api.plane.agree(onFlow: name)
    }
}
