extension CommandGroup {
    static let functions = CommandGroup(
        Manual(
            "fc",
            "Look at, call and release functions: services, their versions and aliases.",
            discussion: [
                "A service is edited in place, which changes LATEST; a version is published from it and never changes;"
                    + " an alias leads to a version, or to two that share the calls. \"sluice deploy\" makes services and"
                    + " functions from an s.yaml."
            ],
            examples: [
                .init("sluice fc list", "the services there are"),
                .init("sluice fc invoke shop/hello --event '{}' --tail", "call a function, and see what it logged"),
            ]
        ),
        [
            .command(FunctionListCommand.self), .command(FunctionGetCommand.self),
            .command(FunctionInvokeCommand.self), .group(.functionVersion), .group(.functionAlias),
        ]
    )

    private static let functionVersion = CommandGroup(
        Manual(
            "version",
            "Publish, list and remove versions of a service.",
            examples: [.init("sluice fc version publish shop", "freeze what LATEST is now")]
        ),
        [
            .command(FunctionVersionPublishCommand.self), .command(FunctionVersionListCommand.self),
            .command(FunctionVersionRemoveCommand.self),
        ]
    )

    private static let functionAlias = CommandGroup(
        Manual(
            "alias",
            "Make, move, list and remove aliases of a service.",
            examples: [.init("sluice fc alias publish shop prod --version newest", "point prod at the newest version")]
        ),
        [
            .command(FunctionAliasPublishCommand.self), .command(FunctionAliasListCommand.self),
            .command(FunctionAliasGetCommand.self), .command(FunctionAliasRollbackCommand.self),
            .command(FunctionAliasRemoveCommand.self),
        ]
    )
}
