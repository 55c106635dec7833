/// Something that a configuration wants to be done before or after a deployment.
public struct ProjectAction: Sendable, Hashable {
    public enum Hook: String, Sendable, Hashable, CaseIterable {
        case before = "pre-deploy"
        case after = "post-deploy"
    }

    public enum Work: Sendable, Hashable {
        /// A shell's command, and the absolute path of the folder to run it in.
        case run(String, folder: String)
        /// A call of another component, as it is written.
        case component(String)
        /// A plugin, and its arguments as compact JSON.
        case plugin(String, arguments: String)
    }

    public let hook: Hook
    public let work: Work
    public let place: SourcePlace
}
