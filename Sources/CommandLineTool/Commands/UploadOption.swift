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
    static let dryRun = Flag("dry-run", "Show what would be uploaded, and send nothing.")

    static let options: [any CommandOption] =
        WorkerOption.options + [ChangeOption.message, tag, variable, skipUnchanged, dryRun]
}
