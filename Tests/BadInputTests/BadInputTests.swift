import Foundation
import Testing

/// What the real server and the real command line tool answer to input that makes no sense.
///
/// Every file below `Golden/` is one case: what is sent above `---`, what must come back below. The states that the
/// cases speak of are made by ``SeededHome``. `SLUICE_WRITE_GOLDEN=1` writes the answers anew.
@Suite("Bad input", .serialized)
struct BadInputTests {
    @Test("is refused with its exact answer, and leaves the state as it was", .timeLimit(.minutes(2)))
    func refusals() async throws {
        let files = try GoldenFile.all()
        #expect(files.count >= 40)
        try await Scene.run { scene in
            for file in files {
                let golden = try GoldenFile(file)
                let answer = try await scene.answer(to: golden)
                if GoldenFile.isWriting {
                    try golden.write(answer)
                } else {
                    #expect(answer == golden.answer, "\(file)")
                }
            }
        }
    }

    @Test("meets a code of its own wherever a client could act otherwise")
    func variety() throws {
        let codes = try GoldenFile.all().flatMap { file in
            try GoldenFile(file).answer.matches(of: /"code" : "(\w+)"|error\[(\w+)\]/)
                .compactMap { $0.output.1 ?? $0.output.2 }
        }
        #expect(Set(codes).count >= 100)
    }

    @Test("is told its code, what was wrong and what to do next", arguments: try GoldenFile.all())
    func wording(file: String) throws {
        let answer = try GoldenFile(file).answer
        #expect(answer.hasSuffix("state: unchanged") || answer.contains("\nstate: unchanged, "))
        if answer.contains("\"code\" : ") {
            for field in ["code", "detail", "nextStep"] { #expect(answer.contains("\"\(field)\" : \"")) }
        } else {
            #expect(answer.contains("error[") && answer.contains("\nnext: "))
        }
    }
}
