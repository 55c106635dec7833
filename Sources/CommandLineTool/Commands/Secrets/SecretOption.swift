/// What the commands for secrets take.
enum SecretOption {
    static let key = Operand("KEY", .text, "The secret's name, by which the worker finds it: env.KEY.")
    static let file = Operand(
        "FILE",
        .path,
        arity: .optional,
        "A JSON object of texts, in which null removes, or lines NAME=VALUE; else the standard input."
    )
    static let overrideSplit = Flag(
        "override-split",
        "End a running gradual deployment: the version with the largest share gets the secret and all requests."
    )

    static let deployed: [any CommandOption] = WorkerOption.options + [ChangeOption.message, overrideSplit]
    static let versioned: [any CommandOption] = WorkerOption.options + [ChangeOption.message, UploadOption.tag]

    static let discussion =
        "The text is asked for without being shown, or is the standard input; it is never an argument, since those are"
        + " seen by everybody on the machine and kept in histories."
    static let deployedDiscussion =
        "Makes a version like the deployed one but for the secret, and deploys it at once: what was uploaded and not"
        + " deployed stays where it is. While several versions serve this is refused."
    static let versionedDiscussion = "Makes a version like the newest one but for the secret; it is not deployed."
}
