import ReleaseModel
import Testing

@Suite("A component")
struct ComponentTests {
    @Test("keeps modules and bindings by name, whatever order they came in")
    func sorts() throws {
        let names = ["b.js", "index.js", "a.js"]
        let bindings = try ["Z", "A"].map { try Binding(name: $0, value: .plainText($0)) }
        let component = try Component.example(modules: names.map { try .example($0) }, bindings: bindings)
        #expect(component.modules.map(\.name) == ["a.js", "b.js", "index.js"])
        #expect(component.bindings.map(\.name) == ["A", "Z"])
        let reversed = try Component.example(
            modules: names.reversed().map { try .example($0) },
            bindings: bindings.reversed()
        )
        #expect(component == reversed)
    }

    @Test("refuses a name given twice")
    func refusesRepetition() throws {
        let binding = try Binding(name: "A", value: .plainText("1"))
        #expect(throws: InvalidContent.moduleRepeated("index.js")) {
            try Component.example(modules: [.example(), .example(type: .text)])
        }
        #expect(throws: InvalidContent.bindingRepeated("A")) {
            try Component.example(bindings: [binding, Binding(name: "A", value: .versionMetadata)])
        }
    }

    @Test("starts with a module that it has")
    func refusesMissingMain() {
        #expect(throws: InvalidContent.mainModuleMissing("other.js")) { try Component.example(main: "other.js") }
        #expect(throws: InvalidContent.mainModuleMissing("index.js")) { try Component.example(modules: []) }
    }

    @Test("starts with code", arguments: ModuleType.allCases)
    func refusesOtherMain(type: ModuleType) throws {
        let modules = [try Module.example(type: type)]
        if type == .esm || type == .typeScript || type == .classic {
            #expect(try Component.example(modules: modules).modules == modules)
        } else {
            #expect(throws: InvalidContent.mainModuleType("index.js", type)) { try Component.example(modules: modules) }
        }
    }

    @Test("has at most a thousand modules")
    func refusesTooMany() throws {
        let modules = try (0..<999).map { try Module.example("m\($0).txt", type: .text) } + [.example()]
        #expect(try Component.example(modules: modules).modules.count == 1_000)
        #expect(throws: InvalidContent.tooManyModules(count: 1_001, limit: 1_000)) {
            try Component.example(modules: modules + [.example("one-more.txt", type: .text)])
        }
    }
}
