import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreExamples
import StoreSQLite

extension APIUnderTest {
    /// Makes the service `greetings`, or saves its draft anew: one function in Python, and one that nothing here runs.
    func saveService(code: String) async throws {
        let name = WorkloadName(account: account.id, kind: .service, name: "greetings")
        try await plane.saveExampleService(name, code: code)
    }

    /// Publishes so many versions of `greetings`, each with code of its own.
    func publishServices(_ count: Int) async throws {
        for number in 1...count {
            try await saveService(code: "code \(number)")
            _ = try await change(.post, "/api/v1/services/greetings/draft/publish")
        }
    }
}
