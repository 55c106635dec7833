extension ServerlessReader {
    private static let canaryPlugins = ["fc-canary", "devsapp/fc-canary"]

    /// Reads what is to be done around a deployment, and not the hooks of other commands.
    mutating func actions(_ field: ConfigurationField?) throws(ProjectError) -> DeploymentActions {
        var actions = DeploymentActions()
        for hook in ProjectAction.Hook.allCases {
            for element in try field?.given(hook.rawValue)?.elements() ?? [] {
                if let plugin = try element.given("plugin"), try Self.isCanary(plugin) {
                    actions.canary = try canary(element.given("args") ?? element, hook, besides: actions.canary)
                } else {
                    actions.others.append(try kept(element, hook))
                }
            }
        }
        return actions
    }

    private static func isCanary(_ plugin: ConfigurationField) throws(ProjectError) -> Bool {
        let name = try plugin.string().split(separator: "@", maxSplits: 1).first ?? ""
        return canaryPlugins.contains(String(name))
    }

    private mutating func canary(
        _ field: ConfigurationField,
        _ hook: ProjectAction.Hook,
        besides other: CanaryArguments?
    ) throws(ProjectError) -> CanaryArguments {
        guard hook == .after, other == nil else {
            throw ProjectError(
                .canaryInvalid,
                at: field.place,
                reason: other == nil ? "a canary cannot begin before the deployment" : "there are two canaries",
                advice: "Name the plugin fc-canary once, below \"post-deploy\""
            )
        }
        if let notification = try field.given("notification") {
            warn(.keyIgnored, notification.place, "\"notification\" is not supported; nobody is told of the canary")
        }
        return CanaryArguments(field: field)
    }

    /// What runs on the machine that deploys, and was written by whoever wrote the file.
    private func kept(_ field: ConfigurationField, _ hook: ProjectAction.Hook) throws(ProjectError) -> ProjectAction {
        let work: ProjectAction.Work
        let name: String
        if let run = try field.given("run") {
            let command = try run.string()
            work = .run(command, folder: FilePath.join(file.folder, try field.given("path")?.string() ?? "."))
            name = "the command \"\(command)\""
        } else if let plugin = try field.given("plugin") {
            let text = try plugin.string()
            work = .plugin(text, arguments: try field.given("args")?.node.json ?? "{}")
            name = "the plugin \"\(text)\""
        } else {
            let text = try field.required("component").string()
            work = .component(text)
            name = "the component \"\(text)\""
        }
        guard commands == .kept else {
            throw ProjectError(
                .commandRefused,
                at: field.place,
                reason: "\"\(hook.rawValue)\" runs \(name), which a deployment here does not run",
                advice: "Run it yourself if it is needed, and take it out of the file"
            )
        }
        return ProjectAction(hook: hook, work: work, place: field.place)
    }
}
