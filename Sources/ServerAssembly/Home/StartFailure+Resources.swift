import ResourceStorage

extension StartFailure {
    init(_ error: ResourceError) {
        switch error {
        case .schemaTooNew(let found, let supported):
            self.init(
                "the resources have schema \(found); this version of Sluice knows up to \(supported)",
                code: "schema_too_new",
                nextStep: "Run the version of Sluice that wrote them, or a newer one."
            )
        case .storageUnavailable(let operation, let cause):
            self.init(
                "cannot \(operation) the resources: \(cause)",
                code: "store_unavailable",
                nextStep: "Remove the cause, or choose another folder with --home."
            )
        case .storageCorrupt(let what, let cause):
            self.init(
                "\(what) is damaged: \(cause)",
                code: "store_corrupt",
                nextStep: "Restore a backup with: sluice restore FILE"
            )
        default:
            self.init(String(describing: error), code: "store_unavailable")
        }
    }
}
