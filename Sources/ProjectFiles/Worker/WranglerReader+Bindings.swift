import ReleaseModel

extension WranglerReader {
    private mutating func variables() throws(ProjectError) -> [Bound] {
        let own = try value("vars")
        var bindings: [Bound] = []
        for entry in try own?.table().entries ?? [] {
            let value: Binding.Value =
                if case .string(let text) = entry.node.value { .plainText(text) } else { .json(entry.node.json) }
            bindings.append(
                Bound(
                    binding: try binding(entry.key, value, at: entry.position),
                    place: SourcePlace(file: file.path, position: entry.position)
                )
            )
        }
        guard let environment, let general = try top.member("vars") else { return bindings }
        for entry in try general.table().entries where !bindings.contains(where: { $0.binding.name == entry.key }) {
            warn(
                .variableNotInherited,
                at: SourcePlace(file: file.path, position: entry.position),
                "\"vars.\(entry.key)\" is not inherited; add it to \"env.\(environment).vars\" if the worker needs it"
            )
        }
        return bindings
    }

    /// All bindings, in the order of wrangler's documentation; no two have one name.
    mutating func bindings() throws(ProjectError) -> [Binding] {
        var found = try variables()
        if let field = try value("version_metadata") { found.append(try named(field, .versionMetadata)) }
        for field in try value("kv_namespaces")?.elements() ?? [] { found.append(try namespace(field)) }
        for field in try value("services")?.elements() ?? [] { found.append(try service(field)) }
        if let field = try value("assets"), try field.member("binding") != nil {
            found.append(try named(field, .assets))
        }
        var names: Set<String> = []
        for bound in found where !names.insert(bound.binding.name).inserted {
            throw ProjectError(
                .bindingInvalid,
                at: bound.place,
                reason: "\"\(bound.binding.name)\" is bound twice",
                advice: "Rename one of the two"
            )
        }
        for bound in unsupportedBindings where !names.insert(bound.name).inserted {
            throw ProjectError(
                .bindingInvalid,
                at: bound.place,
                reason: "\"\(bound.name)\" is bound twice",
                advice: "Rename one of the two"
            )
        }
        return found.map(\.binding)
    }

    /// A binding, and where its name stands.
    private struct Bound {
        let binding: Binding
        let place: SourcePlace
    }

    private mutating func namespace(_ field: ConfigurationField) throws(ProjectError) -> Bound {
        try warn(
            aboutMembersOf: field,
            but: ["binding", "id", "preview_id", "remote", "experimental_remote"]
        )
        guard let id = try field.member("id") else {
            throw ProjectError(
                .fieldMissing,
                at: field.place,
                reason: "\"\(field.path)\" has no \"id\"",
                advice: "Make a namespace with \"sluice kv namespace create\", and add the id that it prints"
            )
        }
        let text = try id.string()
        guard let namespace = Resource.ID(digits: text) else {
            throw ProjectError(
                .bindingInvalid,
                at: id.place,
                reason: "\"\(text)\" is no id of a namespace",
                advice: "Write its 32 hexadecimal digits"
            )
        }
        return try named(field, .keyValue(namespace))
    }

    private mutating func service(_ field: ConfigurationField) throws(ProjectError) -> Bound {
        try warn(
            aboutMembersOf: field,
            but: ["binding", "service", "entrypoint", "environment", "remote", "experimental_remote"]
        )
        let service = try field.required("service").string()
        let entrypoint = try field.member("entrypoint")?.string()
        return try named(field, .service(Binding.ServiceReference(worker: service, entrypoint: entrypoint)))
    }

    /// A binding whose name stands in the member `binding`.
    private func named(_ field: ConfigurationField, _ value: Binding.Value) throws(ProjectError) -> Bound {
        let name = try field.required("binding")
        let binding = try binding(try name.string(), value, at: name.node.position)
        return Bound(binding: binding, place: name.place)
    }

    /// Tells of members of a binding that mean nothing here.
    mutating func warn(aboutMembersOf field: ConfigurationField, but known: [String]) throws(ProjectError) {
        for entry in try field.table().entries where !known.contains(entry.key) {
            let hint = NearestName.hint(for: entry.key, among: known)
            warn(
                .keyUnknown,
                at: SourcePlace(file: file.path, position: entry.position),
                "\"\(field.path).\(entry.key)\" has no effect\(hint)"
            )
        }
    }

    private func binding(
        _ name: String,
        _ value: Binding.Value,
        at position: TextPosition
    ) throws(ProjectError) -> Binding {
        do throws(InvalidContent) {
            return try Binding(name: name, value: value)
        } catch {
            throw ProjectError(
                .bindingInvalid,
                at: SourcePlace(file: file.path, position: position),
                reason: "\"\(name)\" cannot name a variable of a worker",
                advice: "Use letters, digits, _ and $, a digit not first, \(Binding.maximumNameLength) at most"
            )
        }
    }
}
