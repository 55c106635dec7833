import FoundationEssentials
import FunctionPlane
import GatewayPlane
import HTTPEngine
import ReleaseModel
import RuntimeSupervision
import SQLiteAccess
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

    var functionLimits: FunctionLimits {
        var limits = FunctionLimits()
        limits.grantsNetwork = grantsFunctionNetwork
        return limits
    }

    /// The zones; the command line has checked them.
    var domains: [DomainName] {
        zones.compactMap { try? DomainName($0) }
    }

    /// The names of the control listener, from which no route may lead.
    var controlHosts: Set<String> {
        guard let colon = controlAddress.lastIndex(of: ":") else { return Set(hostNames) }
        return Set(hostNames + [controlAddress[..<colon].lowercased()])
    }

    /// The gateway's configuration; opens the request log if there is to be one.
    func gateway() throws -> GatewayConfiguration {
        var gateway = GatewayConfiguration()
        gateway.domain = domain
        gateway.zones = domains
        gateway.controlHosts = controlHosts
        gateway.trustedNetworks = trustedNetworks.compactMap(NetworkBlock.init)
        gateway.loopCount = gatewayThreads ?? ProcessInfo.processInfo.activeProcessorCount
        gateway.limits.requests.bodyBytes = maximumRequestBody
        if logsRequests {
            gateway.requestLog = RequestLog(write: RequestJournal(log: Log(to: try sink("requests"))).write)
        }
        return gateway
    }

    /// The log of one process of this server.
    func log(_ process: String) throws -> Log {
        let level = LogLevel(rawValue: logLevel) ?? .info
        return Log(to: try sink(process), from: level).with(["process": .string(process)])
    }

    /// A file of the log folder; lines gather for a moment, so that no event loop waits for the disk.
    private func sink(_ name: String) throws -> any LogSink {
        BufferedLogSink(try RotatingFileSink(folder: folder.logs, name: name, folderBytes: logCap))
    }
}
