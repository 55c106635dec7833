import HTTPModel

/// What a route answers, on its way to becoming a response.
struct Answer: Sendable {
    var status: HTTPStatus
    var fields: HTTPFields
    var body: HTTPBody

    /// A result in the envelope that every client opens.
    static func result(_ result: JSONValue, status: HTTPStatus = .ok, info: JSONValue? = nil) -> Answer {
        var members: [String: JSONValue] = [
            "result": result, "success": true, "errors": [], "messages": [],
        ]
        if let info { members["result_info"] = info }
        return Answer(json: .object(members), status: status)
    }

    /// One page of a list that was cut out of all there are.
    static func page(_ items: [JSONValue], _ page: ListPage, total: Int) -> Answer {
        result(.array(items), info: page.info(count: items.count, total: total))
    }

    init(json: JSONValue, status: HTTPStatus = .ok) {
        self.status = status
        fields = [.contentType: "application/json"]
        body = .bytes(json.bytes)
    }

    init(status: HTTPStatus, fields: HTTPFields, body: HTTPBody) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    init(_ error: CloudflareError, requestID: String) {
        self.init(
            json: [
                "result": nil, "success": false, "messages": [],
                "errors": .array(error.items.map(\.json)),
            ],
            status: error.status
        )
        for field in error.fields { fields.set(field.name, to: field.value) }
    }
}

extension HTTPResponse {
    init(_ answer: Answer) {
        self.init(answer.status, fields: answer.fields, body: answer.body)
    }
}

extension CloudflareError.Item {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["code": JSONValue(code), "message": .string(message)]
        if let documentation { members["documentation_url"] = .string(documentation) }
        if let pointer { members["source"] = ["pointer": .string(pointer)] }
        return .object(members)
    }
}
