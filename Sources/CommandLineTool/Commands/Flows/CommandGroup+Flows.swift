extension CommandGroup {
    static let flows = CommandGroup(
        Manual(
            "flows",
            "Look at, compare, release and export the versions of Prefect's deployments.",
            discussion: [
                "Every deployment that reaches Prefect through Sluice has a history: each write makes a version, and one"
                    + " of them is live. A deployment is named as Prefect names it, FLOW/DEPLOYMENT; a version by its"
                    + " number, the first digits of its id, or its label: what the deployment itself calls \"version\"."
            ],
            examples: [
                .init("sluice flows list", "the deployments that have a history"),
                .init("sluice flows rollback etl/nightly", "go back to the version before"),
            ]
        ),
        [
            .command(FlowsListCommand.self), .command(FlowsVersionsCommand.self), .command(FlowsViewCommand.self),
            .command(FlowsDiffCommand.self), .command(FlowsPromoteCommand.self), .command(FlowsRollbackCommand.self),
            .command(FlowsRunsCommand.self), .command(FlowsExportCommand.self),
        ]
    )
}
