/// Why uploaded content cannot become a snapshot.
public enum InvalidContent: Error, Sendable, Hashable {
    case moduleName(String)
    case moduleRepeated(String)
    case mainModuleMissing(String)
    case mainModuleType(String, ModuleType)
    /// There is code, or nothing at all, and no name of the module to start with.
    case mainModuleUnnamed
    case tooManyModules(count: Int, limit: Int)
    case bindingName(String)
    case bindingRepeated(String)
    /// A binding to static files of which there are none.
    case assetsMissing(binding: String)
    case compatibilityDate(String)
    /// A number that says how a function runs is out of its range.
    case executionLimit(String, value: Int, allowed: ClosedRange<Int>)
    /// What a dialect keeps with a function is too large.
    case executionDocument(size: Int, limit: Int)
    /// A function has one package of code, and no static files.
    case packageMissing(component: String)
    case componentRepeated(String)
    case noComponent
}
