import ReleaseModel

extension FunctionComputeError {
    /// Translates why a function cannot be kept: a table, without a `default` so that no refusal goes untranslated.
    init(_ invalid: InvalidContent) {
        switch invalid {
        case .executionLimit(let name, let value, let allowed):
            self = .invalid(
                "\(WireName.of(name)) is set to an invalid value "
                    + "(allowed: \(allowed.lowerBound)-\(allowed.upperBound), actual: \(value))"
            )
        case .executionDocument(let size, let limit):
            self = .invalid("the settings of a function are too large (allowed: \(limit) bytes, actual: \(size))")
        case .bindingName(let name):
            self = .invalid("environmentVariables: '\(name)' is no name of a variable")
        case .bindingRepeated(let name):
            self = .invalid("environmentVariables: '\(name)' is there twice")
        case .componentRepeated(let name):
            self.init(.functionAlreadyExists, "function '\(name)' is there twice")
        case .moduleName, .moduleRepeated, .mainModuleMissing, .mainModuleType, .mainModuleUnnamed, .tooManyModules,
            .assetsMissing, .compatibilityDate, .packageMissing, .noComponent:
            // Functions have one package, under a name that this dialect gives it, and no modules.
            self = .internalServerError(cause: "\(invalid)")
        }
    }
}
