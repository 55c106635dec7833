extension WranglerReader {
    mutating func rules() throws(ProjectError) -> [ModuleRule] {
        var rules: [ModuleRule] = []
        var finished: Set<ModuleRule.Kind> = []
        for field in try value("rules")?.elements() ?? [] {
            let rule = try rule(field)
            if finished.contains(rule.kind) {
                warn(
                    .ruleIgnored,
                    at: field.place,
                    "\"\(field.path)\" is ignored: an earlier rule for \(rule.kind.rawValue) has no fallthrough = true"
                )
                continue
            }
            if !rule.fallsThrough { finished.insert(rule.kind) }
            rules.append(rule)
        }
        return rules
    }

    private func rule(_ field: ConfigurationField) throws(ProjectError) -> ModuleRule {
        let type = try field.required("type")
        let name = try type.string()
        guard let kind = ModuleRule.Kind(rawValue: name) else {
            let names = ModuleRule.Kind.allCases.map(\.rawValue)
            throw ProjectError(
                .fieldType,
                at: type.place,
                reason: "\"\(name)\" is no kind of module" + NearestName.hint(for: name, among: names),
                advice: "Use one of: \(names.joined(separator: ", "))"
            )
        }
        let globs = try field.required("globs").strings()
        return ModuleRule(kind, globs, fallsThrough: try field.member("fallthrough")?.boolean() ?? false)
    }

    /// Wrangler looks for modules that no import names when told to, and whenever it does not bundle.
    func additionalModulesFolder(main: String?) throws(ProjectError) -> String? {
        guard let main else { return nil }
        let isUnbundled = try value("no_bundle")?.boolean() ?? false
        guard try value("find_additional_modules")?.boolean() ?? isUnbundled else { return nil }
        guard let base = try value("base_dir")?.string() else { return FilePath.folder(of: main) }
        return FilePath.join(file.folder, base)
    }
}
