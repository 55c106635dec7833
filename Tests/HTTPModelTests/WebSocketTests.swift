import HTTPModel
import Testing

@Suite("A response that begins a WebSocket")
struct WebSocketTests {
    @Test("says what is spoken, and leaves other responses as they are")
    func response() {
        let response = HTTPResponse.webSocket(protocol: "trace-v1", fields: ["X": "1"]) { _ in }
        #expect(response.status == .switchingProtocols && response.fields["x"] == "1")
        guard case .webSocket(let webSocket) = response.upgrade else {
            Issue.record("it begins no WebSocket")
            return
        }
        #expect(webSocket.offeredProtocol == "trace-v1")
        #expect(webSocket.options == WebSocketOptions())
        #expect(HTTPResponse(.ok).upgrade == nil)
    }

    @Test(
        "has close codes between 1000 and 4999, of which those that stand for none are never sent",
        arguments: [
            (999, false, false), (1000, true, true), (1004, true, false), (1005, true, false), (1006, true, false),
            (1015, true, false), (1016, true, false), (3000, true, true), (4999, true, true), (5000, false, false),
        ]
    )
    func closeCodes(number: Int, isCode: Bool, isSendable: Bool) {
        let code = WebSocketCloseCode(number)
        #expect((code != nil) == isCode)
        #expect(code?.isSendable ?? false == isSendable)
    }
}
