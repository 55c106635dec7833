import Testing

@testable import FunctionPlane

@Suite("Qualifiers are read")
struct QualifierTests {
    @Test(
        "as the head, a version or an alias",
        arguments: [
            (nil, Qualifier.latest), ("", .latest), ("LATEST", .latest), ("1", .version(1)), ("007", .version(7)),
            ("99999999999999999999", .version(.max)), ("prod", .alias("prod")), ("latest", .alias("latest")),
            ("_1", .alias("_1")), ("1a", .alias("1a")),
        ] as [(String?, Qualifier)]
    )
    func reading(text: String?, expected: Qualifier) {
        #expect(Qualifier(text) == expected)
    }
}
