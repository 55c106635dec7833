/// The options of commands that upload.
enum UploadOption {
    static let tag = Option("tag", "TAG", .text, "A name for the version, by which \"tag:TAG\" finds it.")
    static let variable = Option(
        "var",
        "NAME:VALUE",
        .variable,
        isRepeatable: true,
        "A variable for the worker, instead of the configuration's of that name."
    )
    static let create = Flag("create", "Make the worker if there is none of this name.")
    static let skipUnchanged = Flag(
        "skip-unchanged",
        "Make no version when the content equals the newest version's."
    )
    static let keepVariables = Flag(
        "keep-vars",
        "Keep variables of the newest version that the configuration does not name."
    )
    static let secretsFile = Option(
        "secrets-file",
        "FILE",
        .path,
        "Secrets to upload with the version: a JSON object, or lines NAME=VALUE."
    )
    static let overrideSplit = Flag(
        "override-split",
        "End a gradual deployment without asking."
    )
    static let allowUnsupported = Flag(
        "allow-unsupported-bindings",
        "Upload bindings of types that nothing here runs, if the server was started to take them."
    )
    static let dryRun = Flag("dry-run", "Show what would be uploaded, and send nothing.")

    static let options: [any CommandOption] =
        WorkerOption.options + [
            ChangeOption.message, tag, variable, keepVariables, secretsFile, skipUnchanged, allowUnsupported, dryRun,
        ]

    /// What both commands that upload say of how they read a project.
    static let discussion =
        "Nothing is bundled: what a build makes is what \"main\" and \"assets\" name, so there is no --outdir. Secrets"
        + " of the newest version stay, and so do its variables with --keep-vars or \"keep_vars\"; everything else is"
        + " as the configuration says."
}
