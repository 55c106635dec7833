import FoundationEssentials
import GatewayPlane
import HTTPEngine
import RuntimeSupervision
import StoreSQLite
import Telemetry

/// What the parts of a server are told of its configuration.
extension ServeConfiguration {
    var folder: HomeFolder { HomeFolder(home) }

    var blobLimits: BlobLimits {
        BlobLimits(reserve: .bytes(diskReserve))
    }

    var runtimeLimits: RuntimeLimits {
        var limits = RuntimeLimits()
        limits.idleTime = .seconds(idleStopSeconds)
        return limits
    }

    var gateway: GatewayConfiguration {
        var gateway = GatewayConfiguration()
        gateway.domain = domain
        gateway.loopCount = gatewayThreads ?? ProcessInfo.processInfo.activeProcessorCount
        gateway.limits.requests.bodyBytes = maximumRequestBody
        return gateway
    }

    /// The log of one process of this server.
    func log(_ process: String) throws -> Log {
        let sink = try RotatingFileSink(folder: folder.logs, name: process, folderBytes: logCap)
        return Log(to: sink, from: LogLevel(rawValue: logLevel) ?? .info).with(["process": .string(process)])
    }
}
