/// The options of `sluice deploy` that are about projects of functions.
enum FunctionDeployOption {
    static let publish = Flag("publish", "Of an s.yaml: publish a version of each service afterwards, if it changed.")
    static let alias = Option(
        "alias",
        "ALIAS",
        .functionName,
        "Of an s.yaml: publish a version, and give it all calls of this alias."
    )
    static let description = Option("description", "TEXT", .anyText, "Of an s.yaml: what the version is.")

    static let options: [any CommandOption] = [publish, alias, description]

    /// What is said of projects of functions in help.
    static let discussion =
        "In a folder with an s.yaml, or with --config s.yaml, it deploys functions: packs the code, makes or changes"
        + " services, functions, triggers and custom domains, leaves alone what is as it should be, and says what it did."
        + " That changes LATEST; --publish and --alias go on to a version. The plugin fc-canary's canaryWeight is"
        + " followed; plans that move shares by the clock are refused."

    /// Refuses what is said of the other kind of project.
    static func check(_ session: Session, isFunctions: Bool) throws(CommandFailure) {
        let arguments = session.arguments
        let given: [(String, Bool)] =
            isFunctions
            ? [
                ("--name", arguments[WorkerOption.name] != nil), ("--env", arguments[WorkerOption.environment] != nil),
                ("--tag", arguments[UploadOption.tag] != nil), ("--message", arguments[ChangeOption.message] != nil),
                ("--var", !arguments.all(UploadOption.variable).isEmpty),
                ("--secrets-file", arguments[UploadOption.secretsFile] != nil),
                ("--keep-vars", arguments[UploadOption.keepVariables]),
                ("--skip-unchanged", arguments[UploadOption.skipUnchanged]),
                ("--override-split", arguments[UploadOption.overrideSplit]),
            ]
            : [
                ("--publish", arguments[publish]), ("--alias", arguments[alias] != nil),
                ("--description", arguments[description] != nil),
            ]
        guard let name = given.first(where: \.1)?.0 else { return }
        throw .usage(
            "option_unknown",
            "\(name) is about \(isFunctions ? "workers, and this is a project of functions" : "projects of functions").",
            nextStep: "Leave it out; \"sluice help deploy\" says what is for which."
        )
    }
}
