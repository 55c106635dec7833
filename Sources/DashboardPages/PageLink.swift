import HTTPModel

/// The addresses of our own pages.
enum PageLink {
    static let workers = Link("/")
    static let signIn = Link("/sign-in")
    static let signOut = Link("/sign-out")
    static let stylesheet = Link("/assets/sluice.css")
    static let icon = Link("/assets/sluice.svg")

    static func signIn(_ query: HTTPQuery) -> Link {
        link(["sign-in"], query)
    }

    static func workers(after cursor: String) -> Link {
        link([], ["cursor": cursor])
    }

    /// The list with services from a cursor on.
    static func services(after cursor: String) -> Link {
        link([], ["services": cursor])
    }

    static func worker(_ name: String, query: HTTPQuery = HTTPQuery()) -> Link {
        link(["workers", name], query)
    }

    /// A worker's page with what became of a deployment that was just made.
    static func worker(_ name: String, made deployment: String) -> Link {
        worker(name, query: ["made": deployment])
    }

    /// The form for a deployment, which begins with everything for one version if it is named.
    static func deploy(_ name: String, version: Int? = nil) -> Link {
        link(["workers", name, "deploy"], HTTPQuery(version.map { [HTTPQuery.Item("version", String($0))] } ?? []))
    }

    /// The form for a rollback, to the deployment before where none is named.
    static func rollback(_ name: String, to deployment: String? = nil) -> Link {
        link(["workers", name, "rollback"], HTTPQuery(deployment.map { [HTTPQuery.Item("deployment", $0)] } ?? []))
    }

    /// Names of workers are host labels, and names of services are escaped, so this never fails for one; the list is a
    /// place to go to in any case.
    static func link(_ segments: [String], _ query: HTTPQuery) -> Link {
        do {
            return Link(try HTTPTarget(segments: segments, query: query))
        } catch {
            return workers
        }
    }
}
