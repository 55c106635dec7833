import Testing

@testable import CommandLineTool

@Suite("A misspelt name is answered with the one that was meant")
struct NearestNameTests {
    @Test(
        arguments: [
            ("depoly", "deploy"), ("deplo", "deploy"), ("rolback", "rollback"), ("staus", "status"),
            ("verions", "versions"), ("tial", "tail"), ("x", nil), ("frobnicate", nil), ("", nil),
        ] as [(String, String?)]
    )
    func nearest(name: String, meant: String?) {
        let commands = CommandGroup.sluice.members.map(\.manual.name)
        #expect(NearestName.of(name, among: commands) == meant)
    }

    @Test("nothing is near an empty list")
    func nothing() {
        #expect(NearestName.of("deploy", among: []) == nil)
        #expect(NearestName.ending(for: "deploy", among: []) == ".")
    }
}
