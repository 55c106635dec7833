extension ServerlessReader {
    func triggers(_ field: ConfigurationField?) throws(ProjectError) -> [TriggerSettings] {
        var triggers: [TriggerSettings] = []
        var names: Set<String> = []
        for element in try field?.elements() ?? [] {
            let name = try element.required("name").name(maximumLength: 128)
            guard names.insert(name).inserted else {
                throw ProjectError(
                    .nameRepeated,
                    at: element.place,
                    reason: "the trigger \"\(name)\" is there twice",
                    advice: "Give one of them another name"
                )
            }
            triggers.append(
                TriggerSettings(
                    name: name,
                    type: try element.required("type").string(),
                    qualifier: try element.given("qualifier")?.text(),
                    description: try element.given("description")?.text(),
                    role: try element.given("role")?.string(),
                    sourceARN: try element.given("sourceArn")?.string(),
                    configuration: try element.given("config")?.node.json ?? "{}",
                    place: element.place
                )
            )
        }
        return triggers
    }

    func domains(_ field: ConfigurationField?) throws(ProjectError) -> [DomainSettings] {
        var domains: [DomainSettings] = []
        for element in try field?.elements() ?? [] {
            let domain = try element.required("domainName").string()
            var routes: [DomainSettings.Route] = []
            for route in try element.given("routeConfigs")?.elements() ?? [] { routes.append(try self.route(route)) }
            domains.append(
                DomainSettings(
                    domain: domain.lowercased() == "auto" ? nil : domain,
                    protocols: try element.given("protocol")?.string(),
                    routes: routes,
                    other: try element.others(than: ["domainName", "protocol", "routeConfigs"]),
                    place: element.place
                )
            )
        }
        return domains
    }

    private func route(_ field: ConfigurationField) throws(ProjectError) -> DomainSettings.Route {
        DomainSettings.Route(
            path: try field.required("path").string(),
            service: try field.given("serviceName")?.string(),
            function: try field.given("functionName")?.string(),
            qualifier: try field.given("qualifier")?.text(),
            methods: try field.given("methods")?.strings(),
            rewrite: try field.given("rewriteConfig")?.node.json
        )
    }
}
