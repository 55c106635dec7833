import ReleaseModel

extension WranglerReader {
    mutating func variables() throws(ProjectError) -> [Binding] {
        let own = try value("vars")
        var bindings: [Binding] = []
        for entry in try own?.table().entries ?? [] {
            let value: Binding.Value =
                if case .string(let text) = entry.node.value { .plainText(text) } else { .json(entry.node.json) }
            bindings.append(try binding(entry.key, value, at: entry.position))
        }
        guard let environment, let general = try top.member("vars") else { return bindings }
        for entry in try general.table().entries where !bindings.contains(where: { $0.name == entry.key }) {
            warn(
                .variableNotInherited,
                at: SourcePlace(file: file.path, position: entry.position),
                "\"vars.\(entry.key)\" is not inherited; add it to \"env.\(environment).vars\" if the worker needs it"
            )
        }
        return bindings
    }

    func versionMetadata() throws(ProjectError) -> [Binding] {
        guard let field = try value("version_metadata") else { return [] }
        let name = try field.required("binding")
        let text = try name.string()
        if try value("vars")?.member(text) != nil {
            throw ProjectError(
                .bindingInvalid,
                at: name.place,
                reason: "\"\(text)\" is bound twice: as a variable and as version_metadata",
                advice: "Rename one of the two"
            )
        }
        return [try binding(text, .versionMetadata, at: name.node.position)]
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
