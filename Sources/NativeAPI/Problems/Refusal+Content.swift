import ReleaseCore
import ReleaseModel

/// Uploaded content that cannot become a version.
extension Refusal {
    static func contentInvalid(_ invalid: InvalidContent) -> Refusal {
        switch invalid {
        case .moduleName(let name):
            Refusal(
                .moduleNameInvalid,
                "The module name \"\(name)\" is not a relative path inside the bundle.",
                next: "Use names such as \"lib/util.js\": no leading slash, no \".\" or \"..\", no backslash."
            )
        case .moduleRepeated(let name):
            Refusal(.moduleRepeated, "The module \"\(name)\" was sent twice.", next: "Send every module once.")
        case .mainModuleMissing(let name):
            Refusal(
                .mainModuleMissing,
                "The main module \"\(name)\" is not among the uploaded modules.",
                next: "Upload it, or correct \"main\"."
            )
        case .mainModuleType(let name, let type):
            Refusal(
                .mainModuleType,
                "The main module \"\(name)\" has the type \(type.rawValue).",
                next: "Start with a module of type \(ModuleType.esm.mediaType) or \(ModuleType.typeScript.mediaType)."
            )
        case .mainModuleUnnamed:
            Refusal(.mainModuleMissing, "The upload does not name its main module.", next: "Say which it is: \"main\".")
        case .tooManyModules(_, let limit):
            modulesTooMany(limit: limit)
        case .bindingName(let name):
            Refusal(
                .bindingNameInvalid,
                "The binding name \"\(name)\" is not an identifier.",
                next: "Use at most \(Binding.maximumNameLength) letters, digits, _ and $, not beginning with a digit."
            )
        case .bindingRepeated(let name):
            Refusal(.bindingRepeated, "The binding \"\(name)\" is given twice.", next: "Give every binding once.")
        case .assetsMissing(let name):
            Refusal(
                .bindingValueInvalid,
                "The binding \"\(name)\" is to static files, of which the version has none.",
                next: "Upload the files with it, or leave the binding out."
            )
        case .compatibilityDate(let date):
            Refusal(.compatibilityInvalid, "\"\(date)\" is not a date.", next: "Write it as YYYY-MM-DD.")
        case .executionLimit(let name, let value, let allowed):
            Refusal(
                .metadataInvalid,
                "The \(name) of a function is \(value).",
                next: "Choose a number from \(allowed.lowerBound) to \(allowed.upperBound)."
            )
        case .executionDocument(let size, let limit):
            Refusal(
                .metadataInvalid,
                "The settings of a function are \(size) bytes long.",
                next: "Keep them within \(limit) bytes."
            )
        case .packageMissing(let name):
            Refusal(
                .componentMissing,
                "The function \"\(name)\" does not consist of one package.",
                next: "Send its code as one zip archive."
            )
        case .componentRepeated(let name):
            Refusal(.componentRepeated, "The component \"\(name)\" is given twice.", next: "Give it once.")
        case .noComponent:
            Refusal(.componentMissing, "A worker has exactly one component.", next: "Send its modules and \"main\".")
        }
    }

    static func bindingInvalid(_ invalid: InvalidBinding) -> Refusal {
        switch invalid {
        case .serviceNotFound(let worker, let binding):
            Refusal(
                .bindingServiceMissing,
                "The binding \"\(binding)\" is to the worker \"\(worker)\", which does not exist.",
                next: "Deploy that worker first, or correct its name."
            )
        case .namespaceNotFound(let id, let binding):
            Refusal(
                .bindingNamespaceMissing,
                "The binding \"\(binding)\" is to the key-value namespace \(id.compact), which does not exist.",
                next: "Correct the id, or create a namespace and bind to that."
            )
        case .variable(let binding, let name):
            Refusal(
                .bindingNameTaken,
                "\"\(binding)\" is a binding of the \(name) already, and no secret.",
                next: "Take it out of the configuration (of \"vars\", if it is a variable) and deploy that first."
            )
        case .entrypoint(let entrypoint, let worker, let binding):
            Refusal(
                .bindingEntrypointUnsupported,
                "The binding \"\(binding)\" is to the entrypoint \"\(entrypoint)\" of the worker \"\(worker)\"; this "
                    + "server calls the default one only.",
                next: "Leave the entrypoint out, or start the server with --allow-unsupported-bindings to keep a "
                    + "binding whose calls fail."
            )
        case .unsupported(let type, let binding):
            Refusal(
                .bindingTypeUnknown,
                "The binding \"\(binding)\" is of the type \"\(type)\", which this server does not run.",
                next:
                    "Leave it out, or start the server with --allow-unsupported-bindings to keep it without running it."
            )
        }
    }

    /// A variable would drop the text of a secret that the upload was to keep.
    static func secretInTheWay(_ binding: String, in version: Version, of name: WorkloadName) -> Refusal {
        Refusal(
            .bindingNameTaken,
            "\"\(binding)\" is a secret of version \(version.number) of the \(name), whose secrets this upload keeps; "
                + "a binding of that name would drop its text for good.",
            next: "Name the binding otherwise, or delete the secret first: "
                + "sluice versions secret delete \(binding) --name \(name.name)"
        )
    }

    static let classicNotDeployed = Refusal(
        .classicNotDeployed,
        "Code that calls addEventListener instead of exporting handlers can only be deployed at once.",
        next: "Deploy it with sluice deploy, or make it a module as Documentation/Migrate-to-modules.md says."
    )

    static func handlersMissing(_ name: WorkloadName) -> Refusal {
        Refusal(
            .handlersMissing,
            "The code of the \(name) handles no event, so nothing could ever call it.",
            next: "Export a handler, such as: export default { fetch(request) { … } }"
        )
    }

    static func modulesTooMany(limit: Int) -> Refusal {
        Refusal(.modulesTooMany, "A version has at most \(limit) modules.", next: "Bundle them into fewer files.")
    }

    /// How much of a stack a problem shows, in characters.
    private static let maximumStackLength = 4_000

    static func loadFailed(_ failure: LoadFailure, of name: WorkloadName) -> Refusal {
        let what = "\(failure.name): \(failure.message)"
        // Engines begin a stack with the message.
        let stack = failure.stack.map { $0.hasPrefix(what) ? String($0.dropFirst(what.count)) : "\n\($0)" } ?? ""
        return Refusal(
            .loadFailed,
            "The code of the \(name) does not start: \(what)\(stack.prefix(maximumStackLength))",
            next: "Correct the code and upload it again; nothing was published."
        )
    }

    static func digestMismatch(_ claimed: Digest, computed: Digest) -> Refusal {
        Refusal(
            .digestMismatch,
            "The content has the digest \(computed), not \(claimed) as was claimed.",
            next: "Send it again; it was damaged on the way, or the claim is wrong."
        )
    }

    static func contentTooLarge(limit: Int) -> Refusal {
        Refusal(
            .contentTooLarge,
            "A module is larger than \(limit) bytes.",
            next: "Make it smaller, or split it into several modules."
        )
    }

    static func uploadTooLarge(limit: Int) -> Refusal {
        Refusal(
            .uploadTooLarge,
            "The modules are larger than \(limit) bytes in all.",
            next: "Leave out what the code does not import."
        )
    }

    static func kindNotUploadable(_ name: WorkloadName) -> Refusal {
        Refusal(
            .kindNotUploadable,
            "A \(name.kind.rawValue) is not uploaded through this API.",
            next: "Use the client of its own system against this server."
        )
    }
}
