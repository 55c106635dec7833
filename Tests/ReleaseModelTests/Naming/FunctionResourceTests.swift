import ReleaseModel
import Testing

@Suite("The resource name of a function")
struct FunctionResourceTests {
    @Test(
        "is read, whatever its region and account",
        arguments: [
            ("acs:fc:local:1:services/s/functions/f", nil), ("acs:fc:::services/s/functions/f", nil),
            ("acs:fc:cn-hangzhou:123:services/s.LATEST/functions/f", "LATEST"),
            ("acs:fc:local:1:services/s.prod/functions/f", "prod"), ("acs:fc:local:1:services/s.2/functions/f", "2"),
        ]
    )
    func reads(text: String, target: String?) throws {
        let resource = try #require(FunctionResource(text))
        #expect(resource.service == "s")
        #expect(resource.target == target)
        #expect(resource.function == "f")
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "acs", "acs:fc:local:1", "acs:mns:local:1:services/s/functions/f",
            "x:fc:local:1:services/s/functions/f",
            "acs:fc:local:1:services/s", "acs:fc:local:1:services/s/functions/", "acs:fc:local:1:services//functions/f",
            "acs:fc:local:1:services/.a/functions/f", "acs:fc:local:1:services/s./functions/f",
            "acs:fc:local:1:services/s/functions/f/g", "acs:fc:local:1:queues/s/functions/f",
            "services/s/functions/f",
        ]
    )
    func refuses(text: String) {
        #expect(FunctionResource(text) == nil)
    }
}
