import ReleaseModel
import Testing

@Suite("A workload's name")
struct WorkloadNameTests {
    @Test(
        "of a worker is accepted when it is a DNS label",
        arguments: ["a", "7", "hello", "a-b", "a--b", "0-0", "deadbeef-hello", String(repeating: "w", count: 63)]
    )
    func acceptsWorker(text: String) throws {
        #expect(try Workload.Name(text, kind: .worker).text == text)
    }

    struct Refusal: Sendable {
        let text: String
        let kind: Workload.Kind
        let problem: InvalidName.Problem
    }

    @Test(
        "is refused with what is wrong with it",
        arguments: [
            Refusal(text: "", kind: .worker, problem: .empty),
            Refusal(text: "", kind: .flow, problem: .empty),
            Refusal(text: String(repeating: "w", count: 64), kind: .worker, problem: .tooLong(limit: 63)),
            Refusal(text: String(repeating: "é", count: 65), kind: .service, problem: .tooLong(limit: 128)),
            Refusal(text: "Hello", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "-a", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "a-", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "-", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "a.b", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "a_b", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "a b", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "a\n", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "a\u{0}", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "é", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "٣", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "e\u{301}", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "ａ", kind: .worker, problem: .notAHostLabel),
            Refusal(text: "a/b", kind: .service, problem: .forbiddenCharacter),
            Refusal(text: "a/\u{301}b", kind: .service, problem: .forbiddenCharacter),
            Refusal(text: "a/\u{7F}", kind: .flow, problem: .forbiddenCharacter),
            Refusal(text: "a/\tb", kind: .flow, problem: .forbiddenCharacter),
            Refusal(text: "a", kind: .flow, problem: .notFlowAndDeployment),
            Refusal(text: "/a", kind: .flow, problem: .notFlowAndDeployment),
            Refusal(text: "a/", kind: .flow, problem: .notFlowAndDeployment),
            Refusal(text: "a/b/c", kind: .flow, problem: .notFlowAndDeployment),
            Refusal(text: "a/" + String(repeating: "b", count: 511), kind: .flow, problem: .tooLong(limit: 512)),
        ]
    )
    func refuses(_ refusal: Refusal) {
        let error = #expect(throws: InvalidName.self) { try Workload.Name(refusal.text, kind: refusal.kind) }
        #expect(error == InvalidName(name: refusal.text, problem: refusal.problem))
    }

    @Test(
        "of a flow or service keeps the wider set of its own system",
        arguments: ["Daily Report", "étl", "a.b_c", String(repeating: "f", count: 128)]
    )
    func acceptsWider(text: String) throws {
        #expect(try Workload.Name(text, kind: .service).text == text)
        #expect(try Workload.Name("\(text)/\(text)", kind: .flow).text == "\(text)/\(text)")
    }
}
