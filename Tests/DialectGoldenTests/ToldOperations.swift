import HTTPModel

/// What the stories of a dialect tell of an API's operations.
struct ToldOperations {
    /// Every operation there is.
    let all: Set<String>
    /// Those that a story asks for.
    private(set) var told: Set<String> = []
    /// Those that were once told to be done.
    private(set) var done: Set<String> = []

    var missing: Set<String> { all.subtracting(told) }
    var neverDone: Set<String> { told.subtracting(done) }

    /// Finds the operations of all stories of a dialect, whose paths stand behind a prefix; `name` says how one is called.
    init(
        of dialect: String,
        in router: Router<some Sendable>,
        prefix: String = "",
        name: (HTTPMethod, String) -> String = { "\($0.name) \($1)" }
    ) throws {
        all = Set(router.routes.map { name($0.method, $0.pattern.text) })
        for step in try Story.all(of: dialect).flatMap({ try Story($0).steps }) {
            let path = prefix + step.path.replacing("{", with: "").replacing("}", with: "")
            guard case .found(let route, _) = router.match(try HTTPMethod(step.method), try HTTPTarget(path)) else {
                continue
            }
            let operation = name(route.method, route.pattern.text)
            told.insert(operation)
            if step.answer.hasPrefix("2") { done.insert(operation) }
        }
    }
}
