/// Writes the steps of an expression.
struct PathExpressionWriter {
    private(set) var steps: [PathExpression.Step] = []

    mutating func write(_ node: PathExpressionNode) throws(InvalidPathExpression) {
        switch node {
        case .bytes(let set): try add(.bytes(set))
        case .begin: try add(.begin)
        case .end: try add(.end)
        case .sequence(let nodes): for node in nodes { try write(node) }
        case .choice(let branches): try write(branches[...])
        case .group(nil, let inner): try write(inner)
        case .group(let number?, let inner):
            try add(.note(2 * number))
            try write(inner)
            try add(.note(2 * number + 1))
        case .repeated(let inner, let least, let most, let isLazy):
            // What is empty is the same however often it stands there.
            guard !isEmpty(inner) else { return }
            for _ in 0..<(most == nil ? max(0, least - 1) : least) { try write(inner) }
            guard let most else { return try writeLoop(inner, canSkip: least == 0, isLazy: isLazy) }
            try writeOptions(inner, count: most - least, isLazy: isLazy)
        }
    }

    /// Whether it has no steps.
    private func isEmpty(_ node: PathExpressionNode) -> Bool {
        switch node {
        case .bytes, .begin, .end, .choice, .group(.some, _): return false
        case .sequence(let nodes): return nodes.allSatisfy(isEmpty)
        case .group(nil, let inner): return isEmpty(inner)
        case .repeated(let inner, _, let most, _): return most == 0 || isEmpty(inner)
        }
    }

    private mutating func add(_ step: PathExpression.Step) throws(InvalidPathExpression) {
        guard steps.count < PathExpression.maximumSteps else { throw .tooLarge(limit: PathExpression.maximumSteps) }
        steps.append(step)
    }

    private mutating func write(_ branches: ArraySlice<PathExpressionNode>) throws(InvalidPathExpression) {
        guard let first = branches.first else { return }
        guard branches.count > 1 else { return try write(first) }
        let fork = steps.count
        try add(.jump(0))
        try write(first)
        let leave = steps.count
        try add(.jump(0))
        steps[fork] = .split(fork + 1, steps.count)
        try write(branches.dropFirst())
        steps[leave] = .jump(steps.count)
    }

    /// Once and then as often as it fits, so that a part which may be empty is not passed over where it is.
    private mutating func writeLoop(
        _ inner: PathExpressionNode,
        canSkip: Bool,
        isLazy: Bool
    ) throws(InvalidPathExpression) {
        let fork = steps.count
        if canSkip { try add(.jump(0)) }
        let start = steps.count
        try write(inner)
        try add(isLazy ? .split(steps.count + 1, start) : .split(start, steps.count + 1))
        if canSkip { steps[fork] = isLazy ? .split(steps.count, start) : .split(start, steps.count) }
    }

    /// Each of them may be left out, and with it those behind it.
    private mutating func writeOptions(
        _ inner: PathExpressionNode,
        count: Int,
        isLazy: Bool
    ) throws(InvalidPathExpression) {
        var forks: [Int] = []
        for _ in 0..<count {
            forks.append(steps.count)
            try add(.jump(0))
            try write(inner)
        }
        for fork in forks { steps[fork] = isLazy ? .split(steps.count, fork + 1) : .split(fork + 1, steps.count) }
    }
}
