import FoundationEssentials
import ProjectFiles
import TestSurroundings
import Testing

@Suite("The files of a function's package")
struct CodeSelectionTests {
    @Test("are all but what .fcignore and good sense leave out")
    func selection() throws {
        let folder = try TemporaryFolder([".fcignore": "*.log\n!keep.log\n/tests/\n!.env\n"])
        let selection = try CodeSelection(of: folder.path)
        let files = [
            "index.py": false, "a.log": true, "sub/a.log": true, "keep.log": false, ".fcignore": true, ".env": false,
            "sub/.DS_Store": true,
        ]
        for (path, isLeftOut) in files { #expect(selection.leavesOut(path, isFolder: false) == isLeftOut, "\(path)") }
        let folders = ["tests": true, "sub/tests": false, ".git": true, "sub/.svn": true, ".s": true, "lib": false]
        for (path, isLeftOut) in folders { #expect(selection.leavesOut(path, isFolder: true) == isLeftOut, "\(path)") }
    }

    @Test("are all but good sense's without an .fcignore, and none without reading it")
    func noFile() throws {
        let folder = try TemporaryFolder(["x": ""])
        #expect(try CodeSelection(of: folder.path).leavesOut(".env", isFolder: false))
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/.fcignore",
            withIntermediateDirectories: false
        )
        let error = #expect(throws: ProjectError.self) { try CodeSelection(of: folder.path) }
        #expect(error?.code == .configurationUnreadable)
    }
}
