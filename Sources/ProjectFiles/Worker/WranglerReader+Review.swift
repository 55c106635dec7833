extension WranglerReader {
    mutating func warnAboutOtherFiles() {
        for path in file.passedOver {
            let place = SourcePlace(file: path)
            warn(
                .configurationPassedOver,
                at: place,
                "this file is not read: \(file.path) comes before it, as in wrangler"
            )
        }
    }

    /// Notes keys that are unknown, stand in the wrong place, or have no effect here.
    mutating func review(_ field: ConfigurationField, isEnvironment: Bool) throws(ProjectError) {
        for entry in try field.table().entries {
            let path = isEnvironment ? "\(field.path).\(entry.key)" : entry.key
            let place = SourcePlace(file: file.path, position: entry.position)
            let key = WranglerKey.catalogue[entry.key]
            if let key, key.handling == .unsupported, isEnvironment || chosen == nil || isInherited(entry.key, key) {
                let bindings = try unsupportedBindings(of: field, entry.key)
                unsupportedBindings += bindings
                if bindings.isEmpty { unsupported.append(UnsupportedKey(path: path, place: place)) }
            } else if key == nil || (isEnvironment && key?.scope == .topLevel) {
                let hint = NearestName.hint(for: entry.key, among: WranglerKey.catalogue.keys.sorted())
                warn(.keyUnknown, at: place, "\"\(path)\" is not a key of wrangler's and has no effect\(hint)")
            }
        }
    }

    private func unsupportedBindings(
        of field: ConfigurationField,
        _ key: String
    ) throws(ProjectError) -> [UnsupportedBinding] {
        guard let form = UnsupportedBindingForm.catalogue[key], let value = try field.member(key) else { return [] }
        return try form.bindings(in: value)
    }

    /// Whether the top level's value reaches the chosen environment.
    private func isInherited(_ name: String, _ key: WranglerKey) -> Bool {
        guard case .table(let own)? = chosen?.node.value else { return true }
        return key.scope != .perEnvironment && own[name] == nil
    }
}
