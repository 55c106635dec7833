import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Whether a worker answers on its own host under the operator's domain, and its versions on theirs.
extension CloudflareAPI {
    @Sendable
    func readSubdomain(_ call: Call) async throws -> Answer {
        .result(try await subdomain(of: try await worker(call)))
    }

    func subdomain(of worker: Workload) async throws -> JSONValue {
        let settings = try await plane.settings(of: WorkloadName(worker))
        func isOn(_ name: Setting.Name) -> JSONValue {
            .bool(settings.first { $0.name == name }?.value == "on")
        }
        return ["enabled": isOn(.host), "previews_enabled": isOn(.previews)]
    }

    @Sendable
    func setSubdomain(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let body = try await call.json()
        guard let isEnabled = body["enabled"]?.bool else {
            throw CloudflareError.validation("\"enabled\" must be true or false.")
        }
        let previews = body["previews_enabled"]?.bool ?? isEnabled
        try await set([.host: isEnabled, .previews: previews], of: worker, call)
        return .result(try await subdomain(of: worker))
    }

    @Sendable
    func deleteSubdomain(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        try await set([.host: false, .previews: false], of: worker, call)
        return .result(try await subdomain(of: worker))
    }

    private func set(_ flags: [Setting.Name: Bool], of worker: Workload, _ call: Call) async throws {
        let values = flags.mapValues { $0 ? "on" : "off" }
        _ = try await plane.set(values, of: WorkloadName(worker), record: record(call))
    }

    @Sendable
    func readAccountSubdomain(_ call: Call) async throws -> Answer {
        .result(["subdomain": .string(accountSubdomain)])
    }

    /// Says by a refusal, as its clients expect it, whether an account could have a name as its subdomain.
    @Sendable
    func judgeSubdomain(_ call: Call) async throws -> Answer {
        let name = call.parameters["name"]
        guard (try? HostLabel.check(name)) != nil else { throw CloudflareError.subdomainInvalid(name) }
        throw name == accountSubdomain ? CloudflareError.subdomainTaken(name) : CloudflareError.subdomainFree(name)
    }

    /// The first label of the operator's domain: older clients put `.workers.dev` behind it, whatever is answered.
    private var accountSubdomain: String {
        configuration.domain.split(separator: ".").first.map(String.init) ?? configuration.domain
    }

    @Sendable
    func readAccountSettings(_ call: Call) async throws -> Answer {
        .result(["default_usage_model": "standard", "green_compute": false])
    }
}
