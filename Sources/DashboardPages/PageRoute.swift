import HTTPModel

/// What the pages answer, by the method and the path that ask for it.
enum PageRoute: Sendable, Hashable {
    case open(OpenRoute)
    case visitor(VisitorRoute)

    static let all: [PageRoute] =
        OpenRoute.allCases.map(PageRoute.open) + VisitorRoute.allCases.map(PageRoute.visitor)

    static let router: Router<PageRoute> = {
        var router = Router<PageRoute>()
        for route in all { router.add(route.method, route.pattern, route) }
        return router
    }()

    private var method: HTTPMethod {
        switch self {
        case .open(let route): route.method
        case .visitor(let route): route.method
        }
    }

    private var pattern: RoutePattern {
        switch self {
        case .open(let route): route.pattern
        case .visitor(let route): route.pattern
        }
    }
}

/// What anybody may ask who reaches the listener.
enum OpenRoute: Sendable, CaseIterable {
    case showSignIn, signIn, signOut
    case stylesheet, icon

    var method: HTTPMethod {
        switch self {
        case .showSignIn, .stylesheet, .icon: .get
        case .signIn, .signOut: .post
        }
    }

    var pattern: RoutePattern {
        switch self {
        case .showSignIn, .signIn: "/sign-in"
        case .signOut: "/sign-out"
        case .stylesheet: "/assets/sluice.css"
        case .icon: "/assets/sluice.svg"
        }
    }
}

/// What somebody may ask who is signed in.
enum VisitorRoute: Sendable, CaseIterable {
    case showWorkers, showWorker
    case showDeploy, deploy
    case showRollback, rollBack
    case showService
    case showPublish, publish
    case showAlias, setAlias
    case showAliasRollback, rollAliasBack
    case showDeletion, deleteVersion
    case showFlow, showRuns, showFlowDiff
    case showPromotion, promoteFlow
    case showFlowRollback, rollFlowBack

    var method: HTTPMethod {
        switch self {
        case .showWorkers, .showWorker, .showDeploy, .showRollback, .showService, .showPublish, .showAlias,
            .showAliasRollback, .showDeletion, .showFlow, .showRuns, .showFlowDiff, .showPromotion, .showFlowRollback:
            .get
        case .deploy, .rollBack, .publish, .setAlias, .rollAliasBack, .deleteVersion, .promoteFlow, .rollFlowBack:
            .post
        }
    }

    var pattern: RoutePattern {
        switch self {
        case .showWorkers: "/"
        case .showWorker: "/workers/{name}"
        case .showDeploy, .deploy: "/workers/{name}/deploy"
        case .showRollback, .rollBack: "/workers/{name}/rollback"
        case .showService: "/services/{name}"
        case .showPublish, .publish: "/services/{name}/publish"
        case .showAlias, .setAlias: "/services/{name}/alias"
        case .showAliasRollback, .rollAliasBack: "/services/{name}/rollback"
        case .showDeletion, .deleteVersion: "/services/{name}/delete"
        case .showFlow: "/flows/{name}"
        case .showRuns: "/flows/{name}/runs"
        case .showFlowDiff: "/flows/{name}/diff"
        case .showPromotion, .promoteFlow: "/flows/{name}/promote"
        case .showFlowRollback, .rollFlowBack: "/flows/{name}/rollback"
        }
    }

    /// The kind of workload that the page is about, as paths of the API have it.
    var kind: String {
        switch self {
        case .showWorkers, .showWorker, .showDeploy, .deploy, .showRollback, .rollBack: "workers"
        case .showService, .showPublish, .publish, .showAlias, .setAlias, .showAliasRollback, .rollAliasBack,
            .showDeletion, .deleteVersion:
            "services"
        case .showFlow, .showRuns, .showFlowDiff, .showPromotion, .promoteFlow, .showFlowRollback, .rollFlowBack:
            "flows"
        }
    }
}
