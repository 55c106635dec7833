import FoundationEssentials
import HTTPModel
import ReleaseModel

/// The time that a list of deployments is about: `since` is in it, `until` is not.
struct DeploymentSpan: Sendable {
    private var since = Date.distantPast
    private var until = Date.distantFuture

    /// All of time.
    init() {}

    init(_ query: HTTPQuery) throws {
        if let text = query["since"] { since = try Self.time(text, of: "since") }
        if let text = query["until"] { until = try Self.time(text, of: "until") }
    }

    func contains(_ deployment: Deployment) -> Bool {
        since <= deployment.createdAt && deployment.createdAt < until
    }

    private static func time(_ text: String, of name: String) throws -> Date {
        let styles = [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)]
        guard let time = styles.lazy.compactMap({ try? $0.parse(text) }).first else {
            throw CloudflareError.validation("\(name) must be a time such as 2026-01-31T12:00:00Z.")
        }
        return time
    }
}
