import DialectFunctionCompute
import HTTPModel

/// What a request to the front asks for, by its path.
///
/// Both prefixes of the API, `/2016-08-15` and `/2021-04-06`, take both ways to name a qualifier: behind the service
/// with a dot, and in the query.
enum FrontPath: Sendable, Hashable {
    case invocations(FunctionAddress)
    case instances(FunctionAddress)
    case statefulInvocations(FunctionAddress)
    case statefulFunctions
    /// Ours: a trigger is to act as if its time had come.
    case fire(FunctionAddress, trigger: String)
    case statefulInvocation(FunctionAddress, id: String)
    /// `rest` is what the function sees; `prefix` is what stands before it, as it is on the wire.
    case proxy(FunctionAddress, rest: HTTPTarget, prefix: String)

    static let prefixes: Set<String> = ["2016-08-15", "2021-04-06"]

    init(_ method: HTTPMethod, _ target: HTTPTarget) throws(FunctionComputeError) {
        let unknown = FunctionComputeError.pathNotSupported(target.path, method: method.name)
        // Clients whose address ends in a slash send two.
        let leading = target.segments.prefix { $0.isEmpty }.count
        let segments = target.segments.dropFirst(leading)
        guard let prefix = segments.first, Self.prefixes.contains(prefix) else { throw unknown }
        let words = Array(segments.dropFirst())
        if words.first == "proxy", words.count >= 3, !words[2].isEmpty {
            let address = try Self.address(words[1], words[2], target.query, usesQuery: false)
            let (prefix, rest) = Self.split(target, behind: leading + 4)
            guard let rest = try? HTTPTarget(rest) else { throw unknown }
            self = .proxy(address, rest: rest, prefix: prefix)
            return
        }
        if words == ["stateful-async-invocation-functions"], method == .get {
            self = .statefulFunctions
            return
        }
        guard words.count >= 5, words[0] == "services", words[2] == "functions" else { throw unknown }
        let address = try Self.address(words[1], words[3], target.query, usesQuery: true)
        switch (words[4], words.count, method) {
        case ("invocations", 5, .post): self = .invocations(address)
        case ("instances", 5, .get): self = .instances(address)
        case ("stateful-async-invocations", 5, .get): self = .statefulInvocations(address)
        case ("stateful-async-invocations", 6, .get), ("stateful-async-invocations", 6, .put):
            self = .statefulInvocation(address, id: words[5])
        case ("triggers", 7, .post) where words[6] == "fire": self = .fire(address, trigger: words[5])
        default: throw unknown
        }
    }

    /// Names cannot contain a dot, so the first one ends the service.
    private static func address(
        _ service: String,
        _ function: String,
        _ query: HTTPQuery,
        usesQuery: Bool
    ) throws(FunctionComputeError) -> FunctionAddress {
        let parts = service.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let inPath = parts.count == 2 ? parts[1] : nil
        let inQuery = usesQuery ? query["qualifier"] : nil
        if let inPath, let inQuery, !inQuery.isEmpty, inPath != inQuery {
            throw FunctionComputeError(
                .invalidArgument,
                "the path names the qualifier '\(inPath)' and the query '\(inQuery)'"
            )
        }
        let named = inQuery?.isEmpty == false ? inQuery : inPath
        return FunctionAddress(service: parts[0], qualifier: Qualifier(named), function: function)
    }

    /// Parts a target behind so many of its segments, as it is on the wire.
    private static func split(_ target: HTTPTarget, behind count: Int) -> (prefix: String, rest: String) {
        var slashes = 0
        let end = target.path.utf8.firstIndex { byte in
            if byte == UInt8(ascii: "/") { slashes += 1 }
            return slashes > count
        }
        let query = target.rawQuery.map { "?\($0)" } ?? ""
        guard let end else { return (target.path, "/" + query) }
        return (String(target.path[..<end]), String(target.path[end...]) + query)
    }
}
