import ReleaseModel

/// Which paths go to the code of a version before its files are looked at, and which never do.
struct WorkerFirstRules: Sendable {
    enum Route: Sendable, Hashable {
        /// To the code, whatever the files hold.
        case worker
        /// To the files, whatever they hold.
        case assets
        /// To the files, and to the code if they have no answer.
        case undecided
    }

    private let fallback: Route
    private let positive: [WildcardPattern]
    private let negative: [WildcardPattern]

    init(_ workerFirst: AssetRules.WorkerFirst) {
        guard case .paths(let paths) = workerFirst else {
            fallback = workerFirst == .always ? .worker : .undecided
            (positive, negative) = ([], [])
            return
        }
        fallback = .undecided
        positive = paths.filter { !$0.hasPrefix("!") }.map { WildcardPattern($0[...]) }
        negative = paths.filter { $0.hasPrefix("!") }.map { WildcardPattern($0.dropFirst()) }
    }

    /// Whether paths were named, so that every other request is meant for the files.
    var namesPaths: Bool { !positive.isEmpty }

    func route(_ path: AssetPath) -> Route {
        let bytes = Array(path.text.utf8)
        if negative.contains(where: { $0.matches(bytes) }) { return .assets }
        return positive.contains { $0.matches(bytes) } ? .worker : fallback
    }
}
