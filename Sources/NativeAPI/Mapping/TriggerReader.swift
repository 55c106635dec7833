import EventDispatch
import NativeWire
import ReleaseCore
import ReleaseModel

/// Reads triggers as clients write them, each in the one form that all its spellings share.
struct TriggerReader {
    /// What routes and custom domains may be about.
    let hosts: RoutableHosts

    /// Returns what a request has for each kind that it names.
    func sources(of request: WireTriggersRequest) throws -> [Trigger.Kind: [Trigger.Source]] {
        var sources: [Trigger.Kind: [Trigger.Source]] = [:]
        sources[.route] = try request.routes?.map(route)
        sources[.host] = try request.domains?.map(domain)
        sources[.schedule] = try request.crons?.map(schedule)
        return sources
    }

    private func route(_ text: String) throws -> Trigger.Source {
        do {
            let pattern = try RoutePattern(text)
            try hosts.check(pattern)
            return .route(pattern: pattern.description)
        } catch let error as InvalidRoutePattern {
            throw Refusal.routeInvalid(error)
        } catch let error as UnroutableHost {
            throw Refusal.hostUnroutable(error)
        }
    }

    private func domain(_ text: String) throws -> Trigger.Source {
        do {
            let name = try DomainName(text)
            try hosts.check(name)
            return .host(name.text)
        } catch let error as InvalidDomainName {
            throw Refusal.domainInvalid(error)
        } catch let error as UnroutableHost {
            throw Refusal.hostUnroutable(error)
        }
    }

    private func schedule(_ text: String) throws -> Trigger.Source {
        do throws(InvalidCronExpression) {
            return .schedule(expression: try CronExpression(text).text)
        } catch {
            throw Refusal.cronInvalid(error)
        }
    }
}
