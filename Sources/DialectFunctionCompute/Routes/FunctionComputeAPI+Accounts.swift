import HTTPModel
import ReleaseCore

/// What clients ask of an account, and what this server has none of.
extension FunctionComputeAPI {
    static func addAccountRoutes(_ table: inout EndpointTable) {
        table.add(.get, "/account-settings", Endpoint(.read, FunctionComputeAPI.readAccount))
        table.add(.get, "/accountConfigs", Endpoint(.read, FunctionComputeAPI.readAccount))
        table.service(.get, "/bindings", Endpoint(.read, FunctionComputeAPI.listBindings))
        for path in ["/reserved-capacities", "/reservedCapacities"] {
            table.add(.get, path, Endpoint(.read, FunctionComputeAPI.listCapacities))
        }
        table.add(.get, "/layers", Endpoint(.read, FunctionComputeAPI.listLayers))
        table.function(.get, "/event-sources", Endpoint(.read, FunctionComputeAPI.listEventSources))
    }

    /// Operations that are refused by name, so that nobody takes them for misspelled.
    static func addUnsupportedRoutes(_ table: inout EndpointTable) {
        let layers = "layers are not supported by this server: put what they hold into the package"
        let networks = "private networks of the vendor's are out of reach of this server"
        let storage = "storage of the vendor's is out of reach of this server: send code as zipFile"
        func refuse(_ method: HTTPMethod, _ path: String, _ reason: String, limit: Int = Endpoint.documentLimit) {
            table.add(method, path, .signed(.read, limit: limit) { _, _ in throw FunctionComputeError.invalid(reason) })
        }
        refuse(.post, "/layers/{layer}/versions", layers, limit: Endpoint.packageLimit)
        refuse(.get, "/layers/{layer}/versions", layers)
        refuse(.get, "/layers/{layer}/versions/{version}", layers)
        refuse(.delete, "/layers/{layer}/versions/{version}", layers)
        refuse(.put, "/layers/{layer}/acl", layers)
        refuse(.get, "/layerarn/{arn}", layers)
        refuse(.post, "/services/{service}/bindings", networks)
        refuse(.delete, "/services/{service}/bindings/{network}", networks)
        refuse(.get, "/services/{service}/tempCodeBucketToken", storage)
        refuse(.get, "/tempBucketToken", storage)
        refuse(.post, "/services/{service}/functions/{function}/event-sources", "event sources are not supported")
        refuse(
            .delete,
            "/services/{service}/functions/{function}/event-sources/{source}",
            "event sources are not supported"
        )
        refuse(.post, "/gpuInstances", "this server has no machines to let")
        refuse(.delete, "/gpuInstances/{instance}", "this server has no machines to let")
    }

    @Sendable
    private func readAccount(_ call: Call) async throws -> Answer {
        Answer(["availableAZs": [.string(FunctionComputeConfiguration.defaultRegion)], "defaultRole": ""])
    }

    @Sendable
    private func listBindings(_ call: Call) async throws -> Answer {
        _ = try await workload(call)
        return Answer(["vpcIds": []])
    }

    @Sendable
    private func listCapacities(_ call: Call) async throws -> Answer {
        Answer(["reservedCapacities": []])
    }

    @Sendable
    private func listLayers(_ call: Call) async throws -> Answer {
        Answer(["layers": []])
    }

    @Sendable
    private func listEventSources(_ call: Call) async throws -> Answer {
        _ = try await content(call).function(call.parameters["function"])
        return Answer(["eventSources": []])
    }
}
