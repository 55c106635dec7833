import ReleaseModel

/// What instances are instances of: nothing but what has an equal key may be served by them.
///
/// Those of a version are its own. Those of a head go by the content of the function and of its service, so that an
/// edit of one function leaves the instances of the others alone.
struct FunctionKey: Sendable {
    let workload: Workload
    /// `nil` for the head.
    let version: Version.ID?
    let content: FunctionContent

    init(_ version: ResolvedVersion, _ content: FunctionContent) {
        workload = version.workload
        self.version = version.isHead ? nil : version.version.id
        self.content = content
    }

    var function: String { content.component.name }
}

extension FunctionKey: Hashable {
    static func == (left: Self, right: Self) -> Bool {
        left.workload.id == right.workload.id && left.version == right.version && left.content == right.content
    }

    /// Few keys share these; content is compared, but never hashed, since that would be done at each call.
    func hash(into hasher: inout Hasher) {
        hasher.combine(workload.id)
        hasher.combine(version)
        hasher.combine(content.component.name)
        hasher.combine(content.package.digest)
    }
}
