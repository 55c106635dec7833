import HTTPModel

/// The vendor's codes, which clients act upon; what a person can do stands in the message.
extension CloudflareError {
    static let unparsableBody = CloudflareError(.badRequest, 10_026, "Could not parse request body.")

    static func authenticationFailed(_ why: String) -> CloudflareError {
        CloudflareError(
            .forbidden,
            10_000,
            "Authentication failed: \(why). Verify your API token or credentials are valid and not expired, then try again."
        )
    }

    static let tokenInvalid = CloudflareError(.unauthorized, 1_000, "Invalid API Token")

    static func accountForbidden(_ account: String) -> CloudflareError {
        CloudflareError(.forbidden, 9_109, "Unauthorized to access requested resource: account \(account).")
    }

    static func scopeMissing(_ scope: String, owner: String) -> CloudflareError {
        CloudflareError(
            .forbidden,
            10_000,
            "The token of \(owner) may not do this: it lacks the scope \(scope). "
                + "Make one that has it: sluice token create --scope \(scope)"
        )
    }

    static func foreign(_ what: String) -> CloudflareError {
        CloudflareError(.forbidden, 10_000, what)
    }

    static func misdirected(_ host: String) -> CloudflareError {
        CloudflareError(.misdirectedRequest, 10_000, "This server is not \(host).")
    }

    static func routeNotFound(_ method: String, _ path: String) -> CloudflareError {
        CloudflareError(.notFound, 7_003, "No route for \(method) \(path) on this server.")
    }

    static func workerNotFound(_ name: String, code: Int = 10_007) -> CloudflareError {
        CloudflareError(
            .notFound,
            code,
            "This Worker does not exist on your account: \(name). Verify the Worker name is correct and try again; "
                + "a new one is made by `wrangler deploy`, or by `PUT scripts/\(name)`."
        )
    }

    static func invalidName(_ name: String) -> CloudflareError {
        CloudflareError(
            .badRequest,
            10_016,
            "Invalid Worker name \"\(name)\". Names must start with a letter, be lowercase, and contain only "
                + "alphanumeric characters and dashes; at most 63."
        )
    }

    static func malformedUpload(_ why: String) -> CloudflareError {
        CloudflareError(
            .badRequest,
            10_006,
            "Failed to parse Worker upload. The upload format is invalid or corrupted: \(why)."
        )
    }

    static func validation(_ why: String) -> CloudflareError {
        CloudflareError(.badRequest, 10_021, why)
    }

    static func tooLarge(mebibytes: Int) -> CloudflareError {
        CloudflareError(
            .contentTooLarge,
            10_027,
            "Worker exceeds the size limit of \(mebibytes) MiB. Reduce your script size and try again."
        )
    }

    static func subdomainTaken(_ name: String) -> CloudflareError {
        CloudflareError(.badRequest, 10_031, "The subdomain \(name) is not available: it is in use.")
    }

    static func subdomainFree(_ name: String) -> CloudflareError {
        CloudflareError(
            .badRequest,
            10_032,
            "The subdomain \(name) is available. The domain of all workers is set with: sluice serve --domain"
        )
    }

    static func subdomainInvalid(_ name: String) -> CloudflareError {
        CloudflareError(
            .badRequest,
            10_033,
            "The subdomain \"\(name)\" is invalid: write 1 to 63 lower-case letters, digits and inner dashes."
        )
    }

    static func serviceNotFound(_ worker: String, binding: String) -> CloudflareError {
        CloudflareError(
            .badRequest,
            10_143,
            "Service binding '\(binding)' references Worker '\(worker)' which was not found. Deploy that Worker first, "
                + "or change the binding."
        )
    }

    static let noHandlers = CloudflareError(
        .badRequest,
        10_068,
        "The uploaded Worker has no registered event handlers. Export a default object with a handler such as fetch or "
            + "scheduled."
    )

    static func parameterMissing(_ name: String) -> CloudflareError {
        CloudflareError(.badRequest, 10_003, "The parameter \(name) is missing.")
    }

    static func parameterMalformed(_ name: String, _ why: String) -> CloudflareError {
        CloudflareError(.badRequest, 10_004, "The parameter \(name) is malformed: \(why).")
    }

    static func versionNotFound(_ id: String) -> CloudflareError {
        CloudflareError(
            .notFound,
            10_071,
            "Worker version not found: \(id). Verify the version ID is correct and try again."
        )
    }

    static func noVersions(_ worker: String) -> CloudflareError {
        CloudflareError(
            .notFound,
            10_222,
            "This Worker has no versions. Deploy the Worker first using 'wrangler deploy': \(worker)."
        )
    }

    static func deploymentNotFound(_ id: String) -> CloudflareError {
        CloudflareError(.notFound, 10_336, "Worker deployment not found: \(id).")
    }

    static let deploymentActive = CloudflareError(
        .notFound,
        10_338,
        "Cannot delete the active deployment. Deploy a different version first, then delete this deployment."
    )

    static let versionLatest = CloudflareError(
        .badRequest,
        10_339,
        "Cannot delete the latest version of this Worker, or one that is deployed. Upload or deploy another first."
    )

    static func invalidDeployment(_ reason: String, pointer: String? = nil) -> CloudflareError {
        CloudflareError(.badRequest, 10_210, "Invalid deployment: \(reason)", pointer: pointer)
    }

    static let migrationInVersion = CloudflareError(
        .badRequest,
        10_211,
        "Version upload failed. You attempted to upload a version of a Worker that includes a Durable Object migration, "
            + "but migrations must be fully applied via a non-versioned deployment. Use `wrangler deploy`.",
        documentation: "https://developers.cloudflare.com/durable-objects/reference/durable-objects-migrations/"
    )

    static let classicVersion = CloudflareError(
        .badRequest,
        10_216,
        "Version uploads require ES Modules syntax. Migrate your Worker from Service Worker syntax to ES Modules syntax "
            + "first; Documentation/Migrate-to-modules.md says how."
    )

    /// The text up to the colon is what the vendor's client looks for; names follow, separated by comma and space.
    static func secretsChanged(_ names: [String]) -> CloudflareError {
        CloudflareError(
            .badRequest,
            10_220,
            "A secret has changed since this version was active. If you are sure this is ok, add a ?force=true query "
                + "parameter to allow the rollback. The following secrets have changed: \(names.joined(separator: ", "))"
        )
    }

    static func stillReferenced(_ worker: String, by others: [String]) -> CloudflareError {
        CloudflareError(
            .badRequest,
            10_142,
            "Cannot delete Worker (\(worker)): still referenced by \(others.joined(separator: ", ")). "
                + "Delete the bindings first, or pass force=true."
        )
    }

    static func inheritInvalid(_ names: [String]) -> CloudflareError {
        CloudflareError(
            .badRequest,
            items: names.map { name in
                Item(
                    code: 10_057,
                    message: "inherit binding '\(name)' is invalid: the latest version has no binding of that name."
                )
            }
        )
    }

    static func tooManyTails(_ worker: String) -> CloudflareError {
        CloudflareError(
            .tooManyRequests,
            971,
            "Too many tails: at most \(TailRegister.maximumTailsPerWorker) of \(worker) and "
                + "\(TailRegister.maximumTails) in all can be open. End one first."
        )
    }

    /// The same for an address that never was, and one that was used.
    static let tailUnknown = CloudflareError(
        .notFound,
        10_058,
        "This tail session has expired, or its address was used already: each works once. Ask for another."
    )

    static let webSocketOnly = CloudflareError(
        .upgradeRequired,
        10_058,
        "This is the address of a WebSocket, of the subprotocol \(TailSession.subprotocol)."
    )

    static let conflict = CloudflareError(
        .conflict,
        10_035,
        "Multiple attempts to modify a resource at the same time. Wait a moment and retry your request."
    )

    static func failed(_ cause: String) -> CloudflareError {
        CloudflareError(
            .internalServerError,
            10_013,
            "An unknown error has occurred; the server's log says more.",
            cause: cause
        )
    }

    static func unavailable(_ cause: String) -> CloudflareError {
        CloudflareError(
            .serviceUnavailable,
            10_013,
            "The server cannot do this at the moment; its log says more.",
            cause: cause
        )
    }
}
