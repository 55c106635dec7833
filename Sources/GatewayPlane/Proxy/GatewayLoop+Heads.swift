import HTTPEngine
import ReleaseModel

/// Heads are never passed on as they came: each is written afresh from what the parser understood.
extension GatewayLoop {
    /// Writes a request's head for an engine into the loop's writer.
    ///
    /// The target is absolute, so that the engine sees the client's URL; `Host` equals its authority. Hop-by-hop and
    /// nominated fields, upgrades, expectations, reserved names and Sluice's own session stay behind.
    func writeRequest(
        _ head: RequestHead,
        _ bytes: Span<UInt8>,
        _ id: RequestID,
        from peer: [UInt8],
        service: ServiceRequest.ServiceCall?,
        functionTrigger: Trigger.ID? = nil
    ) {
        let authority = bytes.extracting(head.authority.indices)
        writer.removeAll()
        writer.write(bytes.extracting(head.methodName.indices))
        writer.write(service?.isSecure == true ? " https://" : " http://")
        writer.write(authority)
        if head.form != .asterisk {
            if head.path.isEmpty || bytes[Int(head.path.start)] == UInt8(ascii: "?") { writer.write("/") }
            writer.write(bytes.extracting(head.path.indices))
        }
        writer.write(" HTTP/1.1\r\nhost: ")
        writer.write(authority)
        writer.write("\r\n")
        let nominates = head.connection.contains(.nominatesFields)
        for field in requestParser.fields {
            switch field.kind {
            case .host, .contentLength, .transferEncoding, .expect: continue
            case .cookie:
                cookieFilter.write(field, from: bytes, to: writer)
                continue
            case .other:
                let name = bytes.extracting(field.name.indices)
                if InternalField.isReserved(name), functionTrigger == nil || !InternalField.isFunctions(name) {
                    continue
                }
            default: if field.kind.isHopByHop { continue }
            }
            if nominates, requestParser.isNominated(field, in: bytes) { continue }
            writer.write(field, from: bytes)
        }
        switch head.body {
        case .length(let length): writeLength(length)
        case .chunked: writer.write("transfer-encoding: chunked\r\n")
        case .none, .untilClose:
            if head.method == .post || head.method == .put || head.method == .patch { writeLength(0) }
        }
        writer.write("x-gw-request-id: ")
        write(id)
        if let service {
            writer.write("\r\nx-gw-depth: ")
            writer.write(decimal: service.depth)
        }
        if let functionTrigger {
            writer.write("\r\nx-gw-trigger: ")
            writer.write(Array(functionTrigger.description.utf8))
            writer.write("\r\nx-gw-client: ")
            writer.write(peer)
        }
        writer.write("\r\nx-deno-client-address: ")
        writer.write(peer)
        writer.write("\r\n\r\n")
    }

    /// Writes an answer's head for the client into the loop's writer.
    func writeAnswer(_ head: ResponseHead, _ bytes: Span<UInt8>, _ body: BodyFraming, to exchange: Exchange) {
        writer.removeAll()
        writer.write("HTTP/1.1 ")
        writer.write(bytes.extracting(head.statusAndReason.indices))
        writer.write("\r\n")
        let nominates = head.connection.contains(.nominatesFields)
        for field in answerParser.fields {
            switch field.kind {
            case .contentLength, .transferEncoding: continue
            case .other:
                if InternalField.isReservedInAnswers(bytes.extracting(field.name.indices)) { continue }
            default: if field.kind.isHopByHop { continue }
            }
            if nominates, answerParser.isNominated(field, in: bytes) { continue }
            writer.write(field, from: bytes)
        }
        switch body {
        case .length(let length): writeLength(length)
        case .chunked: if !exchange.isHTTP10 { writer.write("transfer-encoding: chunked\r\n") }
        case .none:
            // An answer to HEAD, and 304, may tell the length of what they do not send; 204 must not.
            if head.status != 204, let length = head.contentLength { writeLength(length) }
        case .untilClose: break
        }
        endHead(of: exchange)
    }

    /// Writes what every answer of a version ends its head with.
    func endHead(of exchange: Exchange) {
        exchange.ignored.write(to: writer)
        if exchange.reportsVersion, let lane = exchange.lane { writeVersion(lane.number, exchange.revision) }
        writeConnection(exchange)
        writer.write("\r\n")
    }

    /// Writes a refusal, head and body, into the loop's writer; one for a worker bears a mark.
    func writeProblem(_ problem: GatewayProblem, to exchange: Exchange, from origin: RequestOrigin) {
        let lane = exchange.lane
        let body = ProblemBody(
            problem: problem,
            requestID: exchange.requestID.text,
            version: lane.map { ($0.worker, $0.number) }
        )
        let isPage = exchange.prefersHTML ?? prefersHTML(exchange.head)
        let content = isPage ? body.html : body.json
        writer.removeAll()
        writer.write("HTTP/1.1 ")
        writer.write(decimal: problem.status)
        writer.write(" ")
        writer.write(problem.title)
        writer.write("\r\ncontent-type: ")
        writer.write(isPage ? "text/html; charset=utf-8" : "application/problem+json")
        writer.write("\r\ncache-control: no-store\r\nvary: accept\r\n")
        writeLength(content.count)
        writer.write("sluice-request-id: ")
        write(exchange.requestID)
        writer.write("\r\n")
        if origin == .workers {
            writer.write("x-gw-problem: ")
            writer.write(problem.code)
            writer.write("\r\n")
        }
        if let seconds = problem.retryAfter {
            writer.write("retry-after: ")
            writer.write(decimal: seconds)
            writer.write("\r\n")
        }
        exchange.ignored.write(to: writer)
        if exchange.reportsVersion, let lane { writeVersion(lane.number, exchange.revision) }
        writeConnection(exchange)
        writer.write("\r\n")
        if exchange.method != .head { writer.write(content) }
    }

    /// Whether the `Accept` of the head that the parser has just read prefers a page.
    func prefersHTML(in bytes: Span<UInt8>) -> Bool {
        for field in requestParser.fields where field.kind == .accept {
            return bytes.text(field.value).lowercased().hasPrefix("text/html")
        }
        return false
    }

    private func prefersHTML(_ head: [UInt8]) -> Bool {
        guard let parsed = try? requestParser.request(head.span) else { return false }
        return parsed.byteCount > 0 && prefersHTML(in: head.span)
    }

    func writeLength(_ length: Int) {
        writer.write("content-length: ")
        writer.write(decimal: length)
        writer.write("\r\n")
    }

    private func writeVersion(_ number: Int, _ revision: Int) {
        writer.write("sluice-version: ")
        writer.write(decimal: number)
        writer.write("\r\nsluice-revision: ")
        writer.write(decimal: revision)
        writer.write("\r\n")
    }

    private func writeConnection(_ exchange: Exchange) {
        if !exchange.isPersistent {
            writer.write("connection: close\r\n")
        } else if exchange.isHTTP10 {
            writer.write("connection: keep-alive\r\n")
        }
    }

    private func write(_ id: RequestID) {
        writer.write(hexadecimal: id.high)
        writer.write(hexadecimal: id.low)
    }
}
