import HTTPModel
import ReleaseCore
import ReleaseModel

@testable import DialectPrefect

extension APIUnderTest {
    /// Makes a version that is live by its number.
    func promote(_ number: Int) async throws -> Reply {
        try await ask(.post, "\(SmallPrefect.path)/versions/\(number)/promote")
    }

    /// The number of the version that is live.
    func live() async throws -> Int? {
        try await plane.liveVersion(of: try await plane.workload(flow))?.number
    }
}
