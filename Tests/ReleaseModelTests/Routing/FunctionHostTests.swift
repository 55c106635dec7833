import FoundationEssentials
import ReleaseModel
import Testing

@Suite("The host of a function")
struct FunctionHostTests {
    @Test(
        "reads like service and function where these can be part of a host",
        arguments: [
            ("shop", "pay", "shop-pay-"), ("Shop", "Pay_Now", "shop-paynow-"), ("_a", "b", "a-b-"),
            (String(repeating: "s", count: 64), "f", "fn-"), ("_", "_", "fn-"), ("-", "x", "fn-"),
        ]
    )
    func reads(service: String, function: String, beginning: String) throws {
        let label = FunctionHost.label(of: .example(7), service: service, function: function)
        #expect(label.hasPrefix(beginning), "\(label)")
        try HostLabel.check(label)
    }

    @Test("is the trigger's alone, and stays the same")
    func differs() {
        let one = FunctionHost.label(of: Trigger.ID(UUID()), service: "a", function: "b")
        let other = FunctionHost.label(of: Trigger.ID(UUID()), service: "a", function: "b")
        #expect(one != other)
        let id = Trigger.ID(UUID())
        #expect(
            FunctionHost.label(of: id, service: "a", function: "b")
                == FunctionHost.label(of: id, service: "a", function: "b")
        )
    }

    @Test("lies below a name of its own, so that none of a worker can be taken for it")
    func liesApart() {
        #expect(FunctionHost.name("shop-pay-1", domain: "example.org") == "shop-pay-1.fcapp.example.org")
    }
}
