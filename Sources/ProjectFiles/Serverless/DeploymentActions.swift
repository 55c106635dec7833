/// What is to be done around a deployment: a canary, and whatever else was to be kept.
struct DeploymentActions {
    var canary: CanaryArguments?
    var others: [ProjectAction] = []
}
