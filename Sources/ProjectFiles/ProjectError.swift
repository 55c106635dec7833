/// Why a project cannot be read: what is wrong, where, and what to do next.
public struct ProjectError: Error, Sendable, Hashable {
    public let code: Code
    /// `nil` when no file is to blame.
    public let place: SourcePlace?
    /// One sentence without its full stop.
    public let reason: String
    /// What to do next, one sentence without its full stop.
    public let advice: String

    public init(_ code: Code, at place: SourcePlace?, reason: String, advice: String) {
        self.code = code
        self.place = place
        self.reason = reason
        self.advice = advice
    }

    /// A stable name that scripts may rely on.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case configurationNotFound = "configuration_not_found"
        case configurationUnreadable = "configuration_unreadable"
        case configurationSyntax = "configuration_syntax"
        case fieldType = "field_type"
        case fieldMissing = "field_missing"
        case nameInvalid = "name_invalid"
        case compatibilityDateInvalid = "compatibility_date_invalid"
        case bindingInvalid = "binding_invalid"
        case routeInvalid = "route_invalid"
        case environmentUnknown = "environment_unknown"
        case moduleNotFound = "module_not_found"
        case moduleUnreadable = "module_unreadable"
        case moduleOutsideProject = "module_outside_project"
        case moduleNameInvalid = "module_name_invalid"
        case moduleTypeUnsupported = "module_type_unsupported"
        case packageNotBundled = "package_not_bundled"
        case importUnsupported = "import_unsupported"
        case tooManyModules = "too_many_modules"
        case modulesTooLarge = "modules_too_large"
        case assetFolderMissing = "asset_folder_missing"
        case assetUnreadable = "asset_unreadable"
        case assetOutsideProject = "asset_outside_project"
        case assetNameInvalid = "asset_name_invalid"
        case assetTooLarge = "asset_too_large"
        case tooManyAssets = "too_many_assets"
        case editionUnsupported = "edition_unsupported"
        case componentUnsupported = "component_unsupported"
        case placeholderInvalid = "placeholder_invalid"
        case commandRefused = "command_refused"
        case pluginUnsupported = "plugin_unsupported"
        case canaryInvalid = "canary_invalid"
        case valueInvalid = "value_invalid"
        case nameRepeated = "name_repeated"
    }
}

extension ProjectError: CustomStringConvertible {
    public var description: String {
        let sentence = "\(reason). \(advice)."
        guard let place else { return sentence }
        return "\(place): \(sentence)"
    }
}
