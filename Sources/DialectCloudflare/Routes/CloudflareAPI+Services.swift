import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Workers as services with one environment, as clients looked at them before and still do first.
extension CloudflareAPI {
    static func addServiceRoutes(_ table: inout EndpointTable) {
        let service = "/workers/services/{worker}"
        let environment = service + "/environments/{environment}"
        table.account(.get, service, Endpoint(.read, CloudflareAPI.readService))
        table.account(.delete, service, Endpoint(.admin, CloudflareAPI.deleteService))
        table.account(.get, environment, Endpoint(.read, CloudflareAPI.readEnvironment))
        table.account(.get, environment + "/bindings", Endpoint(.read, CloudflareAPI.listBindings))
        table.account(.get, environment + "/subdomain", Endpoint(.read, CloudflareAPI.readSubdomain))
        table.account(.get, environment + "/settings", Endpoint(.read, CloudflareAPI.readSettings))
        table.account(.get, environment + "/content/v2", Endpoint(.read, CloudflareAPI.readContent))
        table.account(.get, "/workers/durable_objects/namespaces", Endpoint(.read, CloudflareAPI.listObjectNamespaces))
        table.worker(.get, "/bindings", Endpoint(.read, CloudflareAPI.listBindings))
    }

    @Sendable
    private func readService(_ call: Call) async throws -> Answer {
        let worker = try await worker(call, code: 10_090)
        let environment = try await environment(of: worker)
        return .result([
            "id": .string(worker.name.text), "created_on": JSONValue(worker.createdAt),
            "modified_on": environment["modified_on"] ?? nil, "usage_model": "standard",
            "default_environment": environment,
            "environments": [
                [
                    "environment": "production", "script_name": .string(worker.name.text),
                    "script_tag": .string(worker.id.compact), "created_on": JSONValue(worker.createdAt),
                    "modified_on": environment["modified_on"] ?? nil,
                ]
            ],
        ])
    }

    private func environment(of worker: Workload) async throws -> JSONValue {
        let script = try await script(worker).item
        return [
            "environment": "production", "created_on": JSONValue(worker.createdAt),
            "modified_on": script["modified_on"] ?? nil, "script": script,
        ]
    }

    @Sendable
    private func readEnvironment(_ call: Call) async throws -> Answer {
        let worker = try await worker(call, code: 10_090)
        let name = call.parameters["environment"]
        guard name == "production" else {
            throw CloudflareError(
                .notFound,
                10_092,
                "Environment \(name) not found: workers have the environment production here."
            )
        }
        return .result(try await environment(of: worker))
    }

    @Sendable
    private func deleteService(_ call: Call) async throws -> Answer {
        try await delete(try await worker(call, code: 10_090), call)
    }

    /// Durable Objects do not run here, so that there are none; clients ask before they delete a worker.
    @Sendable
    private func listObjectNamespaces(_ call: Call) async throws -> Answer {
        .page([], ListPage(call.query, standardSize: 20), total: 0)
    }

    @Sendable
    private func listBindings(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        guard let version = try await newestVersion(of: worker) else { return .result([]) }
        let bindings = try await plane.content(of: version, in: worker).components.flatMap(\.bindings)
        return .result(.array(bindings.map(JSONValue.init)))
    }
}
