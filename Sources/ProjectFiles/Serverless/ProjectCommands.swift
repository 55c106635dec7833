/// What becomes of the commands that a configuration wants to be run at a deployment.
public enum ProjectCommands: Sendable, Hashable {
    case refused
    /// They are part of the project; whoever deploys it runs them or says that it does not.
    case kept
}
