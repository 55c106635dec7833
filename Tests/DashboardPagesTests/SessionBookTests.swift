import ReleaseCore
import ReleaseModel
import Testing

@testable import DashboardPages

@Suite("Sessions are bounded")
struct SessionBookTests {
    private static func digest(_ number: Int) -> Digest { Digest(sha256: Array("\(number)".utf8)) }

    @Test("in number: one more ends the one that was used longest ago")
    func number() {
        var book = SessionBook()
        var now = ContinuousClock.now
        for number in 0..<SessionBook.maximumCount {
            now += .seconds(1)
            book.open(Self.digest(number), token: Self.digest(-1), at: now)
        }
        #expect(book.token(of: Self.digest(0), at: now) != nil)
        now += .seconds(1)
        book.open(Self.digest(-2), token: Self.digest(-1), at: now)
        #expect(book.count == SessionBook.maximumCount)
        #expect(book.token(of: Self.digest(1), at: now) == nil)
        #expect(book.token(of: Self.digest(0), at: now) == Self.digest(-1))
    }

    @Test("in time, however much they are used")
    func time() {
        var book = SessionBook()
        let start = ContinuousClock.now
        book.open(Self.digest(1), token: Self.digest(2), at: start)
        var now = start
        while start.duration(to: now) < SessionBook.lifetime {
            #expect(book.token(of: Self.digest(1), at: now) == Self.digest(2))
            now += .seconds(6 * 3_600)
        }
        #expect(book.token(of: Self.digest(1), at: now) == nil)
        #expect(book.count == 0)
    }
}
