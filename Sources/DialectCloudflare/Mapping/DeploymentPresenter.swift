import FoundationEssentials
import HTTPModel
import ReleaseModel

/// Writes deployments as this API shows them.
enum DeploymentPresenter {
    static func item(_ deployment: Deployment) -> JSONValue {
        let record = DialectRecord(deployment.verbatim, standard: "deployment")
        return [
            "id": .string(deployment.id.description), "source": .string(deployment.attribution.source.wire),
            "strategy": "percentage",
            "author_email": .string(
                deployment.attribution.author.contains("@")
                    ? deployment.attribution.author : "\(deployment.attribution.author)@localhost"
            ),
            "annotations": record.wire(message: deployment.attribution.message),
            "versions": .array(deployment.routing.split.shares.compactMap(share)),
            "created_on": JSONValue(deployment.createdAt),
        ]
    }

    private static func share(_ share: TrafficSplit.Share) -> JSONValue? {
        guard let version = share.target.version else { return nil }
        // Slots are thousandths of a per cent.
        let percentage = Decimal(share.slots) / Decimal(TrafficSplit.slotCount / 100)
        return ["version_id": .string(version.description), "percentage": .number(percentage)]
    }
}
