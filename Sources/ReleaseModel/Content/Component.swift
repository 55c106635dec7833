/// A part of a workload that is called by itself: one per worker, one per function of a service, none per flow.
public struct Component: Sendable, Hashable {
    /// The most modules that one component may have.
    public static let maximumModules = 1_000
    /// The name of a worker's only component.
    public static let mainName = "main"

    public let name: String
    /// The module that the engine starts with.
    public let main: String
    /// Sorted by name.
    public let modules: [Module]
    /// Sorted by name.
    public let bindings: [Binding]
    public let compatibility: Compatibility

    public init(
        name: String = Component.mainName,
        main: String,
        modules: [Module],
        bindings: [Binding],
        compatibility: Compatibility
    ) throws(InvalidContent) {
        guard modules.count <= Self.maximumModules else {
            throw .tooManyModules(count: modules.count, limit: Self.maximumModules)
        }
        var names: Set<String> = []
        for module in modules where !names.insert(module.name).inserted { throw .moduleRepeated(module.name) }
        var bound: Set<String> = []
        for binding in bindings where !bound.insert(binding.name).inserted { throw .bindingRepeated(binding.name) }
        guard let entry = modules.first(where: { $0.name == main }) else { throw .mainModuleMissing(main) }
        guard entry.type == .esm || entry.type == .typeScript || entry.type == .classic else {
            throw .mainModuleType(main, entry.type)
        }
        self.name = name
        self.main = main
        self.modules = modules.sorted { $0.name < $1.name }
        self.bindings = bindings.sorted { $0.name < $1.name }
        self.compatibility = compatibility
    }
}
