import HTTPModel

extension HTTPResponse {
    /// A refusal in the shape of FastAPI's, which Prefect clients print, with a code and a way out.
    static func problem(
        _ status: HTTPStatus,
        _ code: String,
        _ detail: String,
        nextStep: String?,
        fields: HTTPFields = [:]
    ) -> HTTPResponse {
        var members: [String: JSONValue] = ["code": .string(code), "detail": .string(detail)]
        if let nextStep { members["next_step"] = .string(nextStep) }
        let document = JSONValue.object(members)
        var response = HTTPResponse(status, contentType: "application/json", body: .bytes(document.bytes))
        for field in fields { response.fields.append(field.name, field.value) }
        return response
    }
}
