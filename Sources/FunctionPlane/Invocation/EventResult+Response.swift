import FoundationEssentials
import HTTPModel

extension EventResult {
    /// The answer to a synchronous call: status 200 also where the function failed, as clients expect.
    func response(to call: FunctionCall) -> HTTPResponse {
        var fields = AnswerField.fields(of: call, facts, isOver: true)
        let contentType: String
        switch value {
        case .success(_, let type): contentType = type
        case .failure(let failure):
            contentType = "application/json"
            if let kind = try? HTTPFieldValue(failure.kind.rawValue) { fields.set(AnswerField.errorType, to: kind) }
        }
        if let engine = try? HTTPFieldValue(facts.engine), !facts.engine.isEmpty {
            fields.set(AnswerField.engine, to: engine)
        }
        if let type = try? HTTPFieldValue(contentType) { fields.set(.contentType, to: type) }
        if let tail, let text = try? HTTPFieldValue(Data(tail).base64EncodedString()) {
            fields.set(AnswerField.logResult, to: text)
        }
        return HTTPResponse(.ok, fields: fields, body: .bytes(body))
    }
}
