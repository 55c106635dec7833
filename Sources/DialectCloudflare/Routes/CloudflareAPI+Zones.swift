import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Zones: the domains that the operator serves besides the one of the workers.
extension CloudflareAPI {
    static func addZoneRoutes(_ table: inout EndpointTable) {
        table.add(.get, "/zones", Endpoint(.read, CloudflareAPI.listZones))
        table.add(.get, "/zones/{zone}", Endpoint(.read, CloudflareAPI.readZone))
    }

    @Sendable
    private func listZones(_ call: Call) async throws -> Answer {
        let page = ListPage(call.query, standardSize: 20, maximumSize: 50)
        let name = call.query["name"]
        let zones = hosts.zones.filter { name == nil || $0.text == name }
        return .page(page.of(zones).map { wire($0, call.account) }, page, total: zones.count)
    }

    @Sendable
    private func readZone(_ call: Call) async throws -> Answer {
        .result(wire(try zone(call.parameters["zone"]), call.account))
    }

    func zone(_ id: String) throws -> DomainName {
        guard let zone = hosts.zones.first(where: { Self.id(of: $0) == id }) else {
            throw CloudflareError(.notFound, 7_003, "There is no zone \(id): the operator names zones with --zone.")
        }
        return zone
    }

    /// The first 32 digits of the name's SHA-256, so that a zone keeps its identity over restarts.
    static func id(of zone: DomainName) -> String {
        String(Digest(sha256: Array(zone.text.utf8)).hex.prefix(32))
    }

    private func wire(_ zone: DomainName, _ account: Account.ID) -> JSONValue {
        let time: JSONValue = "2026-01-01T00:00:00.000000Z"
        return [
            "id": .string(Self.id(of: zone)), "name": .string(zone.text), "status": "active", "paused": false,
            "type": "full", "development_mode": 0, "name_servers": [], "original_name_servers": [],
            "original_registrar": nil, "original_dnshost": nil, "created_on": time, "modified_on": time,
            "activated_on": time, "account": ["id": .string(account.compact), "name": "default"],
            "owner": ["id": nil, "name": nil, "type": "user"], "meta": [:], "plan": ["id": "self-hosted"],
        ]
    }
}
