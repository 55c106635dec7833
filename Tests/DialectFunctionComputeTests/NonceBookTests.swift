import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

@testable import DialectFunctionCompute

@Suite("Nonces are remembered for the time that a request is good for, within bounds")
struct NonceBookTests {
    private let start = ContinuousClock.now
    private let account = Account.ID(UUID())

    @Test("until nobody could use them any more")
    func retention() {
        var book = NonceBook()
        #expect(book.claim(mark("a"), of: account, at: start) == .claimed)
        #expect(book.claim(mark("a"), of: account, at: start + SignatureLimits.nonceRetention) == .replayed)
        #expect(
            book.claim(mark("a"), of: account, at: start + SignatureLimits.nonceRetention + .seconds(60)) == .claimed
        )
    }

    @Test("also one that came at the end of a slot")
    func endOfSlot() {
        var book = NonceBook()
        #expect(book.claim(mark("a"), of: account, at: start) == .claimed)
        let late = start + .seconds(59)
        #expect(book.claim(mark("b"), of: account, at: late) == .claimed)
        #expect(book.claim(mark("b"), of: account, at: late + SignatureLimits.nonceRetention) == .replayed)
    }

    @Test("of each account by itself, and as many as there is room for")
    func bounds() {
        var book = NonceBook(limitOfAccount: 2, limit: 3)
        let other = Account.ID(UUID())
        #expect(book.claim(mark("a"), of: account, at: start) == .claimed)
        #expect(book.claim(mark("b"), of: account, at: start + .seconds(61)) == .claimed)
        #expect(book.claim(mark("c"), of: account, at: start + .seconds(62)) == .full)
        #expect(book.claim(mark("a"), of: other, at: start + .seconds(62)) == .claimed)
        #expect(book.claim(mark("b"), of: other, at: start + .seconds(62)) == .full)
        #expect(book.claim(mark("b"), of: account, at: start + .seconds(62)) == .replayed)
        #expect(book.count == 3)
        #expect(book.claim(mark("c"), of: account, at: start + .seconds(31 * 60)) == .claimed)
    }

    private func mark(_ nonce: String) -> NonceBook.Mark {
        NonceBook.Mark(Digest(sha256: Array(nonce.utf8)))
    }
}
