import HTTPModel

/// The addresses of the pages about services.
extension PageLink {
    static func service(_ name: String, query: HTTPQuery = HTTPQuery()) -> Link {
        link(["services", name], query)
    }

    static func publish(_ name: String) -> Link {
        link(["services", name, "publish"], HTTPQuery())
    }

    /// The form that points an alias at versions; a version that is named begins as its primary or its canary.
    static func alias(
        _ name: String,
        _ alias: String? = nil,
        _ version: (role: AliasLead.Role, number: Int)? = nil
    ) -> Link {
        var items: [HTTPQuery.Item] = []
        if let alias { items.append(HTTPQuery.Item("alias", alias)) }
        if let version { items.append(HTTPQuery.Item(version.role.rawValue, ShareText.name(of: version.number))) }
        return link(["services", name, "alias"], HTTPQuery(items))
    }

    /// The form for a rollback of an alias; without one it is where the form is sent.
    static func aliasRollback(_ name: String, _ alias: String? = nil) -> Link {
        link(["services", name, "rollback"], HTTPQuery(alias.map { [HTTPQuery.Item("alias", $0)] } ?? []))
    }

    /// The form for the deletion of a version; without one it is where the form is sent.
    static func deletion(_ name: String, _ version: Int? = nil) -> Link {
        link(
            ["services", name, "delete"],
            HTTPQuery(version.map { [HTTPQuery.Item("version", String($0))] } ?? [])
        )
    }
}
