import HTTPModel

/// The addresses of the pages about flows; the slash of a flow's name is escaped in them.
extension PageLink {
    static func flow(_ name: String, query: HTTPQuery = HTTPQuery()) -> Link {
        link(["flows", name], query)
    }

    /// The list with flows from a cursor on.
    static func flows(after cursor: String) -> Link {
        link([], ["flows": cursor])
    }

    /// The runs, or those of one version.
    static func runs(_ name: String, version: Int? = nil) -> Link {
        link(["flows", name, "runs"], query(version))
    }

    static func flowDiff(_ name: String, from: Int, to: Int) -> Link {
        link(["flows", name, "diff"], ["from": String(from), "to": String(to)])
    }

    /// The form that makes a version live; without one it is where the form is sent.
    static func promotion(_ name: String, _ version: Int? = nil) -> Link {
        link(["flows", name, "promote"], query(version))
    }

    static func flowRollback(_ name: String) -> Link {
        link(["flows", name, "rollback"], HTTPQuery())
    }

    private static func query(_ version: Int?) -> HTTPQuery {
        HTTPQuery(version.map { [HTTPQuery.Item("version", String($0))] } ?? [])
    }
}
