/// Why uploaded content cannot become a snapshot.
public enum InvalidContent: Error, Sendable, Hashable {
    case moduleName(String)
    case moduleRepeated(String)
    case mainModuleMissing(String)
    case mainModuleType(String, ModuleType)
    case tooManyModules(count: Int, limit: Int)
    case bindingName(String)
    case bindingRepeated(String)
    case compatibilityDate(String)
    case componentRepeated(String)
    case noComponent
}
