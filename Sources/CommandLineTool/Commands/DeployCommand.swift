import NativeWire

/// The command `sluice deploy`.
enum DeployCommand: Command {
    static let manual = Manual(
        "deploy",
        "Upload the project as a new version and give it all requests; or deploy functions.",
        discussion: [
            "Reads wrangler.json, wrangler.jsonc or wrangler.toml, follows the imports of its main module, and uploads"
                + " what it finds. Upload and deployment are one change: either both happen or neither. The worker is"
                + " made when there is none of this name.",
            UploadOption.discussion,
            "While several versions share the requests, it asks whether to end that; without a terminal it is refused,"
                + " -y or not, unless --override-split permits it.",
            "Afterwards it does what \"sluice triggers deploy\" does: routes, custom domains, crons and hosts become what"
                + " the configuration says of them.",
            FunctionDeployOption.discussion,
            "To upload without serving, see \"sluice help versions upload\".",
        ],
        options: UploadOption.options + [UploadOption.overrideSplit] + FunctionDeployOption.options,
        examples: [
            .init("sluice deploy", "upload this folder's project and serve it"),
            .init("sluice deploy -m \"Greet in French\" --tag v1.2", "with a message and a tag"),
            .init("sluice deploy --env staging --var LEVEL:debug", "another environment, one variable changed"),
            .init("sluice deploy --secrets-file .env.production", "with secrets, which are sealed on the server"),
            .init("sluice deploy --dry-run", "see what would be uploaded"),
            .init("sluice deploy --config s.yaml --alias prod", "functions, published and served by prod"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        if FunctionDeployment.isMeant(session) {
            var deployment = try await FunctionDeployment(session)
            return try await deployment.run()
        }
        try FunctionDeployOption.check(session, isFunctions: false)
        return try await Upload(session, deploys: true).run()
    }
}
