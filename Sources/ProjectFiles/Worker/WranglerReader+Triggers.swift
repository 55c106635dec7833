extension WranglerReader {
    /// Reads `routes` or `route`, `triggers.crons`, `workers_dev` and `preview_urls`, which environments inherit.
    ///
    /// As in wrangler, a list of routes speaks only for the kinds that are in it: one without custom domains leaves
    /// those that there are. An empty list speaks for both.
    func triggers() throws(ProjectError) -> ProjectTriggers {
        let entries = try routeEntries()
        let routes = entries?.filter { !$0.isCustomDomain }.map(\.pattern)
        let domains = entries?.filter(\.isCustomDomain).map(\.pattern)
        let isEmpty = entries?.isEmpty ?? false
        return ProjectTriggers(
            routes: routes.flatMap { $0.isEmpty && !isEmpty ? nil : $0 },
            customDomains: domains.flatMap { $0.isEmpty && !isEmpty ? nil : $0 },
            crons: try value("triggers")?.member("crons")?.strings(),
            ownHost: try value("workers_dev")?.boolean(),
            previews: try value("preview_urls")?.boolean()
        )
    }

    private struct RouteEntry {
        let pattern: String
        let isCustomDomain: Bool
    }

    /// `nil` where the file has neither `routes` nor `route`.
    private func routeEntries() throws(ProjectError) -> [RouteEntry]? {
        for table in [chosen, top] {
            guard let table else { continue }
            switch (try table.member("routes"), try table.member("route")) {
            case (nil, nil): continue
            case (let routes?, nil): return try entries(of: routes)
            case (nil, let route?): return try route.isBlank ? [] : [entry(of: route)]
            case (_?, let route?):
                throw ProjectError(
                    .routeInvalid,
                    at: route.place,
                    reason: "both \"routes\" and \"route\" are given",
                    advice: "Keep \"routes\" and add the other one to it"
                )
            }
        }
        return nil
    }

    private func entries(of routes: ConfigurationField) throws(ProjectError) -> [RouteEntry] {
        var entries: [RouteEntry] = []
        for element in try routes.elements() { entries.append(try entry(of: element)) }
        return entries
    }

    /// A pattern, or a table with one and perhaps `custom_domain`; its zone is found by the server.
    private func entry(of field: ConfigurationField) throws(ProjectError) -> RouteEntry {
        guard case .table = field.node.value else {
            return RouteEntry(pattern: try field.string(), isCustomDomain: false)
        }
        return RouteEntry(
            pattern: try field.required("pattern").string(),
            isCustomDomain: try field.member("custom_domain")?.boolean() ?? false
        )
    }
}

extension ConfigurationField {
    /// An empty text, by which wrangler takes a `route` for absent routes.
    fileprivate var isBlank: Bool { node.value == .string("") }
}
