import FoundationEssentials
import HTTPEngine
import ReleaseModel
import RuntimeSupervision
import Telemetry

/// Starts and ends the instances that a fleet asks for.
struct FleetKeeper: Sendable {
    let fleet: FunctionFleet
    let shelf: CodeShelf
    let ports: FunctionPorts
    let limits: FunctionLimits
    let metrics: FunctionMetrics
    let log: Log
    /// The loop on which instances are talked to.
    let thread: LoopThread

    func perform(_ job: FunctionFleet.Job) async {
        switch job {
        case .start(let number, let key, let origin): await start(number, key, origin)
        case .stop(let instance): await stop(instance)
        }
    }

    /// Runs for as long as the instance does.
    private func start(_ number: InstanceNumber, _ key: FunctionKey, _ origin: FunctionFleet.Origin) async {
        let instance: RunningInstance
        do throws(StartFailure) {
            instance = try await begin(number, key, origin)
        } catch {
            log.warning(
                "function did not start",
                [
                    "service": .string(key.workload.name.text), "function": .string(key.function),
                    "error": LogValue(error),
                ]
            )
            return fleet.failed(number, error)
        }
        metrics.instanceStarted(instance)
        fleet.started(instance)
        await instance.listen { line, requestID, isError in
            ports.journal(instance.line(line, requestID: requestID, isError: isError))
        }
        fleet.ended(number)
        metrics.instanceEnded(instance)
        await shelf.giveBack(instance.loan)
    }

    private func begin(
        _ number: InstanceNumber,
        _ key: FunctionKey,
        _ origin: FunctionFleet.Origin
    ) async throws(StartFailure) -> RunningInstance {
        guard let runtime = FunctionRuntime(named: key.content.execution.runtime) else {
            throw .runtimeUnknown(key.content.execution.runtime)
        }
        let loan: CodeShelf.Loan
        do {
            loan = try await shelf.borrow(key.content.package.digest, account: key.workload.account)
        } catch {
            throw .code(cause: "\(error)")
        }
        let publicID = InstanceName.make()
        let launch = FunctionLaunch(runtime, key, origin, code: loan.folder, name: publicID, limits: limits)
        do throws(InstanceFailure) {
            let instance = try await ports.start(launch)
            do throws(LoopError) {
                return try RunningInstance(
                    number,
                    publicID: publicID,
                    key: key,
                    label: origin.label,
                    isProvisioned: origin.requestID.isEmpty,
                    instance: instance,
                    on: thread,
                    loan: loan
                )
            } catch {
                instance.kill()
                throw InstanceFailure.specificationUnavailable("\(error)")
            }
        } catch {
            await shelf.giveBack(loan)
            throw .instance(error)
        }
    }

    private func stop(_ instance: RunningInstance) async {
        let own = instance.key.content.execution.preStop.map { Duration.seconds($0.timeout) } ?? .zero
        await instance.instance.stop(within: own + limits.stopTimeout)
    }
}

extension RunningInstance {
    func line(_ text: String, requestID: String?, isError: Bool) -> FunctionLogLine {
        FunctionLogLine(
            account: key.workload.account,
            workload: key.workload.id,
            service: key.workload.name.text,
            function: key.function,
            version: label,
            instanceID: publicID,
            requestID: requestID,
            text: text,
            isError: isError
        )
    }
}

/// The names of instances, in the form that clients know: `c-`, 8 and 20 hexadecimal digits.
enum InstanceName {
    static func make() -> String {
        let digits = (0..<28).map { _ in "0123456789abcdef".randomElement() ?? "0" }
        return "c-\(String(digits.prefix(8)))-\(String(digits.suffix(20)))"
    }
}
