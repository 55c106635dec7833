import HTTPModel
import Testing

@Suite("Sluice's session is taken out of requests that go on")
struct SessionFieldTests {
    @Test(
        "and nothing else is",
        arguments: [
            (["a=1; __Host-sluice-session=x; b=2"], ["a=1; b=2"]),
            (["__Host-sluice-session=x"], []),
            (["__Host-sluice-session=x", "a=1"], ["a=1"]),
            ([" __Host-sluice-session = x ;a=1;; b=2"], ["a=1; b=2"]),
            (["__Host-sluice-session"], []),
            (["a=1; __Host-sluice-session=x; __Host-sluice-session=y"], ["a=1"]),
            (
                ["x__Host-sluice-session=1; __Host-sluice-sessions=2"],
                ["x__Host-sluice-session=1; __Host-sluice-sessions=2"]
            ),
            (["a=__Host-sluice-session"], ["a=__Host-sluice-session"]),
            (["a=1;b=2"], ["a=1;b=2"]),
        ] as [([String], [String])]
    )
    func remove(before: [String], after: [String]) throws {
        var fields: HTTPFields = ["X-Other": "__Host-sluice-session=x"]
        for value in before { fields.append(.cookie, try HTTPFieldValue(value)) }
        fields.removeSession()
        #expect(fields.values(of: .cookie) == after)
        #expect(fields["X-Other"] == "__Host-sluice-session=x")
    }
}
