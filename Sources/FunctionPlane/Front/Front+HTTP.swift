import DialectFunctionCompute
import HTTPModel
import ReleaseModel
import Synchronization

/// Calls over HTTP.
extension Front {
    /// A request that the gateway has found a trigger for.
    func triggered(
        _ request: HTTPRequest,
        by name: String,
        _ requestID: String
    ) async throws(FunctionComputeError) -> HTTPResponse {
        guard let id = Trigger.ID(name), var (trigger, service) = table.trigger(id) else {
            throw FunctionComputeError(.triggerNotFound, "the trigger of this address does not exist")
        }
        var route: FunctionRoute?
        if let named = FunctionRoute(trigger) {
            // The gateway knows the domain; which of its routes is meant is told by the path.
            guard let found = table.route(of: named.document.domain, path: request.target.path) else {
                throw FunctionComputeError(
                    .triggerNotFound,
                    "the domain \(named.document.domain) has no route for '\(request.target.path)'"
                )
            }
            (route, trigger, service) = (found.route, found.route.trigger, found.service)
        }
        guard let qualifier = service.qualifier(of: trigger.target) else {
            throw FunctionComputeError(
                .versionNotFound,
                "the version of service '\(service.name)' that this address leads to does not exist"
            )
        }
        let target: HTTPTarget
        switch trigger.source {
        case .http:
            guard let rule = HTTPTriggerRule(trigger) else { throw Self.notCallable(trigger.component) }
            try await admit(request, by: rule, of: service, prefix: "")
            target = request.target
        case .domainPath:
            target = try await rewritten(request, route, trigger, service, qualifier)
        case .route, .host, .schedule, .timer, .event: throw Self.notCallable(trigger.component)
        }
        let call = try await call(trigger.component, of: service, qualifier, for: request, requestID)
        return try await forward(request, as: call, target)
    }

    /// A request that names the function in its path.
    func proxied(
        _ request: HTTPRequest,
        _ address: FunctionAddress,
        _ rest: HTTPTarget,
        prefix: String,
        _ requestID: String
    ) async throws(FunctionComputeError) -> HTTPResponse {
        let service = try service(of: request, address)
        let call = try await call(address.function, of: service, address.qualifier, for: request, requestID)
        let found = service.httpTriggers(of: address.function).first { $0.qualifier == address.qualifier }
        guard let rule = found?.rule else { throw Self.noTrigger(address) }
        try await admit(request, by: rule, of: service, prefix: prefix)
        return try await forward(request, as: call, rest)
    }

    /// The service of a request that may be anonymous: then there must be one of that name only.
    private func service(
        of request: HTTPRequest,
        _ address: FunctionAddress
    ) throws(FunctionComputeError) -> FunctionService {
        if request.fields.contains(FrontField.account) {
            return try table.service(named: address.service, of: try account(of: request))
        }
        let services = table.services(named: address.service)
        guard let service = services.first, services.count == 1 else { throw .serviceNotFound(address.service) }
        return service
    }

    /// Refuses methods that a trigger does not take, and clients that may not call.
    private func admit(
        _ request: HTTPRequest,
        by rule: HTTPTriggerRule,
        of service: FunctionService,
        prefix: String
    ) async throws(FunctionComputeError) {
        guard rule.allows(request.method) else {
            throw .pathNotSupported(request.target.path, method: request.method.name)
        }
        guard !rule.isAnonymous else { return }
        let account: Account.ID
        if request.fields.contains(FrontField.account) {
            account = try self.account(of: request)
        } else {
            do throws(SignatureRefusal) {
                account = try await ports.signer(SignedRequest(request, for: .trigger(prefix: prefix)))
            } catch {
                throw FunctionComputeError(error)
            }
        }
        guard account == service.route.workload.account else {
            throw FunctionComputeError(.accessDenied, "the access key belongs to another account")
        }
    }

    /// Applies what a custom domain says; a function that has HTTP triggers is called through one of them.
    private func rewritten(
        _ request: HTTPRequest,
        _ route: FunctionRoute?,
        _ trigger: Trigger,
        _ service: FunctionService,
        _ qualifier: Qualifier
    ) async throws(FunctionComputeError) -> HTTPTarget {
        guard route?.allows(request.method) != false else {
            throw .pathNotSupported(request.target.path, method: request.method.name)
        }
        let triggers = service.httpTriggers(of: trigger.component)
        if let rule = triggers.first(where: { $0.qualifier == qualifier })?.rule {
            try await admit(request, by: rule, of: service, prefix: "")
        } else if !triggers.isEmpty {
            throw Self.noTrigger(
                FunctionAddress(service: service.name, qualifier: qualifier, function: trigger.component)
            )
        }
        guard let rules = route?.rewriting else { return request.target }
        let path = rules.rewritten(request.target.path)
        let query = request.target.rawQuery.map { "?\($0)" } ?? ""
        guard let target = try? HTTPTarget(path + query) else {
            throw FunctionComputeError(.invalidArgument, "the rewrite rules of the domain make no path of this one")
        }
        return target
    }

    private func forward(
        _ request: HTTPRequest,
        as call: FunctionCall,
        _ target: HTTPTarget
    ) async throws(FunctionComputeError) -> HTTPResponse {
        if let length = request.body.length, length > limits.synchronousBytes {
            throw .entityTooLarge(limit: limits.synchronousBytes)
        }
        let forwarded = ForwardedRequest(request: request, target: target, clientAddress: Self.client(of: request))
        let response: HTTPResponse? = await withCheckedContinuation { continuation in
            let answer = OneAnswer(continuation)
            let isTaken = desk.submit { [invoker] in
                await invoker.forward(call, forwarded) { answer.give($0) }
            }
            if !isTaken { answer.give(nil) }
        }
        guard let response else { throw .stopping }
        return response
    }

    private static func client(of request: HTTPRequest) -> String {
        if let client = request.fields[FrontField.client] { return client }
        let forwarded = request.fields[CallField.forwardedFor]?.split(separator: ",").first
        return forwarded.map { String($0.trimmed) } ?? ""
    }

    private static func noTrigger(_ address: FunctionAddress) -> FunctionComputeError {
        FunctionComputeError(
            .triggerNotFound,
            "function '\(address.function)' of service '\(address.service)' has no HTTP trigger for "
                + "'\(address.qualifier.name)'"
        )
    }

    private static func notCallable(_ function: String) -> FunctionComputeError {
        FunctionComputeError(.triggerNotFound, "function '\(function)' has no HTTP trigger here")
    }
}

/// Somebody who waits for an answer, and gets one.
private final class OneAnswer: Sendable {
    private let waiter: Mutex<CheckedContinuation<HTTPResponse?, Never>?>

    init(_ waiter: CheckedContinuation<HTTPResponse?, Never>) {
        self.waiter = Mutex(waiter)
    }

    func give(_ response: HTTPResponse?) {
        waiter.withLock { $0.take() }?.resume(returning: response)
    }
}
