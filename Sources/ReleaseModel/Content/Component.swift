/// A part of a workload that is called by itself: one per worker, one per function of a service, none per flow.
public struct Component: Sendable, Hashable {
    /// The most modules that one component may have.
    public static let maximumModules = 1_000
    /// The name of a worker's only component.
    public static let mainName = "main"

    public let name: String
    /// The module that the engine starts with; `nil` for a function, whose handler says where to start, and for static
    /// files without code, for which no engine starts.
    public let main: String?
    /// Sorted by name.
    public let modules: [Module]
    /// Sorted by name.
    public let bindings: [Binding]
    public let compatibility: Compatibility
    public let assets: AssetBundle?
    /// How a function runs; `nil` for a worker.
    public let execution: Execution?

    public init(
        name: String = Component.mainName,
        main: String?,
        modules: [Module],
        bindings: [Binding],
        compatibility: Compatibility,
        assets: AssetBundle? = nil,
        execution: Execution? = nil
    ) throws(InvalidContent) {
        guard modules.count <= Self.maximumModules else {
            throw .tooManyModules(count: modules.count, limit: Self.maximumModules)
        }
        var names: Set<String> = []
        for module in modules where !names.insert(module.name).inserted { throw .moduleRepeated(module.name) }
        var bound: Set<String> = []
        for binding in bindings where !bound.insert(binding.name).inserted { throw .bindingRepeated(binding.name) }
        if execution != nil {
            guard main == nil, assets == nil, modules.count == 1 else { throw .packageMissing(component: name) }
        } else if let main {
            try Self.checkMain(main, among: modules)
        } else {
            guard modules.isEmpty, assets != nil else { throw .mainModuleUnnamed }
        }
        if assets == nil, let binding = bindings.first(where: { $0.value == .assets }) {
            throw .assetsMissing(binding: binding.name)
        }
        self.name = name
        self.main = main
        self.modules = modules.sorted { $0.name < $1.name }
        self.bindings = bindings.sorted { $0.name < $1.name }
        self.compatibility = compatibility
        self.assets = assets
        self.execution = execution
    }

    /// The name under which the package of a function's code is its only module.
    public static let packageName = "code.zip"

    /// The package of a function's code; `nil` for a worker.
    public var package: Module? {
        execution == nil ? nil : modules.first
    }

    /// What it consists of.
    public var parts: Snapshot.Parts {
        var parts: Snapshot.Parts = []
        if main != nil || execution != nil { parts.insert(.code) }
        if assets != nil { parts.insert(.assets) }
        return parts
    }

    private static func checkMain(_ main: String, among modules: [Module]) throws(InvalidContent) {
        guard let entry = modules.first(where: { $0.name == main }) else { throw .mainModuleMissing(main) }
        guard entry.type == .esm || entry.type == .typeScript || entry.type == .classic else {
            throw .mainModuleType(main, entry.type)
        }
    }
}
