import ReleaseModel

extension WranglerReader {
    /// What the configuration says of static files; `nil` when it says nothing.
    mutating func assets(hasMain: Bool) throws(ProjectError) -> AssetSettings? {
        guard let field = try value("assets") else { return nil }
        try warn(
            aboutMembersOf: field,
            but: ["directory", "binding", "html_handling", "not_found_handling", "run_worker_first"]
        )
        let directory = try field.required("directory")
        if let binding = try field.member("binding"), !hasMain {
            throw ProjectError(
                .bindingInvalid,
                at: binding.place,
                reason: "\"\(binding.path)\" binds static files to code, but there is no \"main\"",
                advice: "Add \"main\", or leave the binding out"
            )
        }
        return AssetSettings(
            folder: FilePath.join(file.folder, try directory.string()),
            place: directory.place,
            rules: try assetRules(field)
        )
    }

    private func assetRules(_ field: ConfigurationField) throws(ProjectError) -> AssetRules {
        let html: AssetRules.HTMLHandling? = try choice(field.member("html_handling"))
        let notFound: AssetRules.NotFoundHandling? = try choice(field.member("not_found_handling"))
        let first = try field.member("run_worker_first")
        let workerFirst = try workerFirst(first)
        do throws(InvalidAssets) {
            return try AssetRules(
                htmlHandling: html ?? .autoTrailingSlash,
                notFoundHandling: notFound ?? AssetRules.NotFoundHandling.none,
                workerFirst: workerFirst
            )
        } catch {
            throw ProjectError(
                .fieldType,
                at: (first ?? field).place,
                reason: "\"\((first ?? field).path)\" is no list of paths to run code on",
                advice: "Begin each with / or !/, not all with !, at most "
                    + "\(AssetRules.maximumWorkerFirstPaths) of at most \(AssetRules.maximumWorkerFirstPathLength) bytes"
            )
        }
    }

    private func workerFirst(_ field: ConfigurationField?) throws(ProjectError) -> AssetRules.WorkerFirst {
        guard let field else { return .never }
        if case .boolean(let flag) = field.node.value { return flag ? .always : .never }
        let paths = try field.strings()
        return paths.isEmpty ? .never : .paths(paths)
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ field: ConfigurationField?
    ) throws(ProjectError) -> Choice? where Choice.RawValue == String {
        guard let field else { return nil }
        let text = try field.string()
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        throw ProjectError(
            .fieldType,
            at: field.place,
            reason: "\"\(field.path)\" cannot be \"\(text)\"" + NearestName.hint(for: text, among: names),
            advice: "Use one of: \(names.joined(separator: ", "))"
        )
    }
}
