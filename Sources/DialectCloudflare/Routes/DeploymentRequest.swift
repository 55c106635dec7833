import FoundationEssentials
import HTTPModel
import ReleaseModel

/// The body of a new deployment.
struct DeploymentRequest: Sendable {
    struct Share: Sendable {
        let version: String
        let percentage: Percentage
    }

    let shares: [Share]
    /// Without empty texts.
    let annotations: [String: String]

    init(_ body: JSONValue) throws {
        guard body["strategy"]?.string == "percentage" else {
            throw CloudflareError.invalidDeployment("the strategy must be \"percentage\"", pointer: "/strategy")
        }
        guard let versions = body["versions"]?.array, !versions.isEmpty else {
            throw CloudflareError.invalidDeployment("it has no versions", pointer: "/versions")
        }
        guard versions.count <= CloudflareAPI.maximumShares else {
            throw CloudflareError.invalidDeployment(
                "it has \(versions.count) versions; at most \(CloudflareAPI.maximumShares) may share the traffic",
                pointer: "/versions"
            )
        }
        shares = try versions.enumerated().map { index, version in
            guard let id = version["version_id"]?.string else {
                throw CloudflareError.invalidDeployment("a version has no id", pointer: "/versions/\(index)")
            }
            guard let number = version["percentage"]?.number, let percentage = Percentage("\(number)") else {
                throw CloudflareError.invalidDeployment(
                    "the percentage of version \(id) must be a number from 0 to 100",
                    pointer: "/versions/\(index)/percentage"
                )
            }
            return Share(version: id, percentage: percentage)
        }
        annotations = (body["annotations"]?.object ?? [:]).compactMapValues {
            $0.string.flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}
