import Testing

@testable import CommandLineTool

@Suite("Tables line up")
struct TableTests {
    @Test("by the cells that characters fill, without empty columns or spaces at the end")
    func aligned() {
        var table = Table(.left("NAME"), .right("N"), .left("EMPTY"), .left("LAST"))
        table.add("a", "1", "", "x")
        table.add("日本", "100", "", "")
        #expect(table.lines.map(\.plain) == ["NAME    N  LAST", "a       1  x", "日本  100"])
    }

    @Test("an empty table has no heading")
    func empty() {
        #expect(Table(.left("A")).lines.isEmpty)
    }

    @Test("fields leave out what is absent")
    func fields() {
        var fields = FieldList()
        fields.add("a", "1")
        fields.add(text: "longer", nil)
        fields.add(text: "long", "2")
        #expect(fields.lines.map(\.plain) == ["  a     1", "  long  2"])
    }

    @Test("prose breaks at spaces, and a long word stands alone")
    func prose() {
        #expect(Prose.lines("aa bb cc", width: 7, indent: 1) == [" aa bb", " cc"])
        #expect(Prose.lines("a incomprehensible b", width: 5) == ["a", "incomprehensible", "b"])
        #expect(Prose.lines("", width: 5).isEmpty)
    }
}
