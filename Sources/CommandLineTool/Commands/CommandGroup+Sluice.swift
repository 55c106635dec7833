extension CommandGroup {
    /// Every command there is.
    static let sluice = CommandGroup(
        Manual(
            "sluice",
            "Sluice: releases on your own machines, with versions, shared traffic and rollback.",
            examples: [
                .init("sluice serve", "start a server on this machine"),
                .init("sluice deploy -m \"Greet in French\"", "upload the project in this folder and serve it"),
                .init("sluice versions deploy 1@90 2@10 -y", "give version 2 a tenth of the requests"),
                .init("sluice rollback", "go back to what served before"),
            ]
        ),
        [
            .command(InitCommand.self), .command(DeployCommand.self), .group(.versions), .group(.deployments),
            .command(RollbackCommand.self), .command(PromoteCommand.self), .group(.alias), .group(.workloads),
            .group(.settings), .group(.triggers), .group(.secret), .group(.kv), .group(.functions), .group(.flows),
            .command(DeleteCommand.self),
            .command(TailCommand.self), .command(StatusCommand.self), .command(WhoAmICommand.self), .group(.token),
            .group(.accessKey), .group(.account), .command(ProvenanceCommand.self), .command(ServeCommand.self),
            .command(CheckCommand.self),
            .command(BackupCommand.self), .command(RestoreCommand.self), .command(VersionCommand.self),
            .command(HelpCommand.self),
        ]
    )

    static let versions = CommandGroup(
        Manual(
            "versions",
            "Upload, look at, compare, deploy and delete versions.",
            examples: [.init("sluice versions list", "the newest versions of this project's worker")]
        ),
        [
            .command(VersionsUploadCommand.self), .command(VersionsListCommand.self),
            .command(VersionsViewCommand.self), .command(VersionsDiffCommand.self),
            .command(VersionsDeployCommand.self), .command(VersionsDeleteCommand.self), .group(.versionsSecret),
        ]
    )

    static let deployments = CommandGroup(
        Manual(
            "deployments",
            "Look at what serves and what served.",
            examples: [.init("sluice deployments list", "the history of this project's worker")]
        ),
        [
            .command(DeploymentsListCommand.self), .command(DeploymentsStatusCommand.self),
            .command(DeploymentsViewCommand.self),
        ]
    )

    static let alias = CommandGroup(
        Manual(
            "alias",
            "Give versions names that can be moved.",
            examples: [.init("sluice alias set staging newest", "point staging at the newest version")]
        ),
        [.command(AliasListCommand.self), .command(AliasSetCommand.self), .command(AliasDeleteCommand.self)]
    )

    static let workloads = CommandGroup(
        Manual(
            "workloads",
            "Look at and delete what is deployed on the server.",
            examples: [.init("sluice workloads list", "everything on the server")]
        ),
        [
            .command(WorkloadsListCommand.self), .command(WorkloadsViewCommand.self),
            .command(WorkloadsDeleteCommand.self),
        ]
    )

    static let settings = CommandGroup(
        Manual(
            "settings",
            "Look at and change what belongs to a worker and to no version.",
            examples: [.init("sluice settings list", "the settings of this project's worker")]
        ),
        [
            .command(SettingsListCommand.self), .command(SettingsSetCommand.self),
            .command(SettingsTokenCommand.self),
        ]
    )

    static let triggers = CommandGroup(
        Manual(
            "triggers",
            "Look at and change what leads to a worker besides its own hosts.",
            examples: [.init("sluice triggers diff", "what the configuration says and the server has not")]
        ),
        [
            .command(TriggersListCommand.self), .command(TriggersDeployCommand.self),
            .command(TriggersDiffCommand.self),
        ]
    )

    static let secret = CommandGroup(
        Manual(
            "secret",
            "Set, list and remove the secrets of the deployed version.",
            examples: [.init("sluice secret put API_KEY", "asks for the text without showing it")]
        ),
        [
            .command(SecretPutCommand.self), .command(SecretBulkCommand.self), .command(SecretListCommand.self),
            .command(SecretDeleteCommand.self),
        ]
    )

    private static let versionsSecret = CommandGroup(
        Manual(
            "secret",
            "Set, list and remove secrets in a new version that is not deployed.",
            examples: [.init("sluice versions secret list", "those of the newest version")]
        ),
        [
            .command(VersionsSecretPutCommand.self), .command(VersionsSecretBulkCommand.self),
            .command(VersionsSecretListCommand.self), .command(VersionsSecretDeleteCommand.self),
        ]
    )

    static let account = CommandGroup(
        Manual(
            "account",
            "Make and list the accounts that share the server, and change the own one.",
            examples: [.init("sluice account list", "who shares this server")]
        ),
        [
            .command(AccountCreateCommand.self), .command(AccountListCommand.self),
            .command(AccountSettingsCommand.self), .command(AccountSetCommand.self),
        ]
    )

    static let accessKey = CommandGroup(
        Manual(
            "access-key",
            "Make, list and revoke the keys that clients of Function Compute sign with.",
            examples: [.init("sluice access-key list", "who may sign, and what for")]
        ),
        [
            .command(AccessKeyCreateCommand.self), .command(AccessKeyListCommand.self),
            .command(AccessKeyRevokeCommand.self),
        ]
    )

    static let token = CommandGroup(
        Manual(
            "token",
            "Make, list and revoke the tokens that the server accepts.",
            examples: [.init("sluice token list", "who may do what")]
        ),
        [.command(TokenCreateCommand.self), .command(TokenListCommand.self), .command(TokenRevokeCommand.self)]
    )
}
