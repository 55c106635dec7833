import HTTPModel

/// What the pages answer, by method and path.
enum PageRoute: Sendable, Hashable, CaseIterable {
    case showSignIn, signIn, signOut
    case showWorkers, showWorker
    case showDeploy, deploy
    case showRollback, rollBack
    case stylesheet, icon

    static let router: Router<PageRoute> = {
        var router = Router<PageRoute>()
        for route in allCases { router.add(route.method, route.pattern, route) }
        return router
    }()

    var method: HTTPMethod {
        switch self {
        case .signIn, .signOut, .deploy, .rollBack: .post
        case .showSignIn, .showWorkers, .showWorker, .showDeploy, .showRollback, .stylesheet, .icon: .get
        }
    }

    private var pattern: RoutePattern {
        switch self {
        case .showSignIn, .signIn: "/sign-in"
        case .signOut: "/sign-out"
        case .showWorkers: "/"
        case .showWorker: "/workers/{name}"
        case .showDeploy, .deploy: "/workers/{name}/deploy"
        case .showRollback, .rollBack: "/workers/{name}/rollback"
        case .stylesheet: "/assets/sluice.css"
        case .icon: "/assets/sluice.svg"
        }
    }

    /// Whether anybody may ask who reaches the listener.
    var isOpen: Bool {
        switch self {
        case .showSignIn, .signIn, .signOut, .stylesheet, .icon: true
        case .showWorkers, .showWorker, .showDeploy, .deploy, .showRollback, .rollBack: false
        }
    }
}
