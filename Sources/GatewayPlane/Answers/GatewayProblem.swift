import HTTPEngine
import HTTPModel
import ReleaseModel

/// A refusal that the gateway itself answers.
enum GatewayProblem {
    case malformed(HeadFault)
    case chunkMalformed
    case bodyTooLarge(limit: Int)
    case headTimeout
    case bodyTimeout
    case hostUnknown(String, domain: String)
    case pathUnrouted(host: String)
    case previewsOff(worker: String)
    /// The client does not have what the policy asks for.
    case previewRefused(worker: String, AccessPolicy)
    case hostOff(worker: String)
    case nothingDeployed(worker: String)
    case serviceUnknown(worker: String)
    case serviceMalformed
    case versionDeleted(worker: String)
    case tooManyWaiting
    case instanceTimeout
    case unavailable(InstanceUnavailable)
    case engineUnreachable
    case engineBusy
    case engineClosed
    case engineMalformed
    case engineTimeout
    case stopping

    /// A stable name for machines.
    var code: String {
        switch self {
        case .malformed: "request_malformed"
        case .chunkMalformed: "body_malformed"
        case .bodyTooLarge: "body_too_large"
        case .headTimeout: "head_timeout"
        case .bodyTimeout: "body_timeout"
        case .hostUnknown: "host_unknown"
        case .pathUnrouted: "path_unrouted"
        case .previewsOff: "previews_off"
        case .previewRefused: "preview_refused"
        case .hostOff: "host_off"
        case .nothingDeployed: "nothing_deployed"
        case .serviceUnknown: "service_unknown"
        case .serviceMalformed: "service_malformed"
        case .versionDeleted: "version_deleted"
        case .tooManyWaiting: "too_many_waiting"
        case .instanceTimeout: "instance_timeout"
        case .unavailable(let unavailable): "instance_" + unavailable.reason.rawValue
        case .engineUnreachable: "engine_unreachable"
        case .engineBusy: "engine_busy"
        case .engineClosed: "engine_closed"
        case .engineMalformed: "engine_malformed"
        case .engineTimeout: "engine_timeout"
        case .stopping: "gateway_stopping"
        }
    }

    var status: Int {
        switch self {
        case .malformed(let fault): fault.status
        case .chunkMalformed, .serviceMalformed: 400
        case .previewRefused: 403
        case .bodyTooLarge: 413
        case .headTimeout, .bodyTimeout: 408
        case .hostUnknown, .pathUnrouted, .previewsOff, .hostOff, .nothingDeployed, .versionDeleted, .serviceUnknown:
            404
        case .tooManyWaiting, .instanceTimeout, .unavailable, .engineBusy, .stopping: 503
        case .engineUnreachable, .engineClosed, .engineMalformed: 502
        case .engineTimeout: 504
        }
    }

    /// What happened, and what to do next.
    var detail: String {
        switch self {
        case .malformed(let fault): fault.explanation
        case .chunkMalformed: "The chunked body is malformed."
        case .bodyTooLarge(let limit): "The body is larger than \(limit) bytes. Send less, or raise the limit."
        case .headTimeout: "The request's head did not arrive in time."
        case .bodyTimeout: "The request's body did not arrive in time."
        case .hostUnknown(let host, let domain):
            "No worker answers on the host “\(host)”. Workers answer on NAME.\(domain): deploy one of that name, "
                + "or look with `sluice workloads list`."
        case .pathUnrouted(let host):
            "The host “\(host)” has routes, but none for this path and query. Add one that ends with `*`."
        case .previewsOff(let worker):
            "Previews of “\(worker)” are switched off. Use the host of the worker, or open them with the settings "
                + "`previews` and `preview-access`."
        case .previewRefused(let worker, .token):
            "Previews of “\(worker)” need its access token. Send it in the field `Sluice-Access`; "
                + "`sluice settings token` makes a new one."
        case .previewRefused(let worker, _):
            "Previews of “\(worker)” answer clients in trusted networks only, and this request is not from one. "
                + "The operator names them with `sluice serve --trusted-network`."
        case .hostOff(let worker):
            "The worker “\(worker)” does not answer on this host. Use one of its routes, or set `host` to `on`."
        case .nothingDeployed(let worker):
            "The worker “\(worker)” exists, but no version of it is deployed. Deploy one with "
                + "`sluice versions deploy`."
        case .serviceUnknown(let worker):
            "There is no worker “\(worker)” that could be called. Deploy one of that name, or change the binding."
        case .serviceMalformed: "The request does not say which worker it calls."
        case .versionDeleted(let worker):
            "The version of “\(worker)” that should answer was deleted. Deploy another one."
        case .tooManyWaiting: "Too many requests already wait for this version to start. Try again shortly."
        case .instanceTimeout: "This version did not start in time. Try again shortly."
        case .unavailable(let unavailable): unavailable.detail
        case .engineUnreachable: "The process of this version does not answer. Try again shortly."
        case .engineBusy: "This version has too many requests in hand. Try again shortly."
        case .engineClosed: "The process of this version ended the connection before its answer was complete."
        case .engineMalformed: "The process of this version gave an answer that is not HTTP/1.1."
        case .engineTimeout: "This version did not answer in time."
        case .stopping: "The gateway is stopping. Try again shortly."
        }
    }

    /// Seconds after which trying again may help.
    var retryAfter: Int? {
        switch self {
        case .unavailable(let unavailable):
            unavailable.retryAfter.map { max(1, Int($0.components.seconds)) }
        case .tooManyWaiting, .instanceTimeout, .engineBusy, .engineUnreachable, .stopping: 1
        default: nil
        }
    }

    /// The status's own words; our parser's faults are all among them.
    var title: String {
        HTTPStatus(code: status)?.reason ?? "Error"
    }
}
