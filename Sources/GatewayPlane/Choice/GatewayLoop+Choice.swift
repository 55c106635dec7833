import ContentDigest
import HTTPEngine
import ReleaseModel

/// Choosing the version that serves a request.
extension GatewayLoop {
    /// Returns the version that serves a request whose head the loop's parser has just read.
    ///
    /// In this order: the host's own version; an override header that names a version of the deployment; the first
    /// rule that matches, whose split then replaces the deployment's; the affinity key; a random draw. Nil when the
    /// version chosen has no content any more. What the client has no right to ask for is ignored, and noted so.
    func choose(
        _ route: HostRoute,
        _ head: RequestHead,
        _ bytes: Span<UInt8>,
        for client: ClientConnection
    ) -> VersionLane? {
        let deployment: DeploymentChoice
        switch route.destination {
        case .pinned(let lane): return lane
        case .deployment(let choice): deployment = choice
        }
        let fields = ChoiceFields(requestParser.fields, in: bytes)
        if fields.namesVersion {
            if !permits(route.settings.versionOverrides, of: route, to: client, bytes) {
                client.exchange.ignored.insert(.versionOverrides)
            } else if let lane = overridden(deployment, fields, bytes) {
                return lane
            }
        }
        let slots = slots(of: deployment, head, bytes)
        if let key = fields.key {
            if permits(route.settings.affinityKeys, of: route, to: client, bytes) {
                return slots.owner(of: slot(of: bytes.extracting(key.indices), in: deployment))
            }
            client.exchange.ignored.insert(.affinityKeys)
        }
        if let affinity = deployment.affinity {
            let keyed: Int32?? = affinity.withValue(in: head, fields: requestParser.fields, bytes: bytes) { value in
                value.isEmpty ? nil : slot(of: value, in: deployment)
            }
            if let keyed, let keyed { return slots.owner(of: keyed) }
        }
        return slots.owner(of: SlotTable.slot(of: random.next()))
    }

    /// `Sluice-Version` comes first; one that names no version of the deployment is ignored.
    private func overridden(
        _ deployment: DeploymentChoice,
        _ fields: ChoiceFields,
        _ bytes: Span<UInt8>
    ) -> VersionLane? {
        if let version = fields.version, let selector = VersionSelector(bytes.extracting(version.indices)),
            let lane = selector.choose(among: deployment.members)
        {
            return lane
        }
        guard fields.hasOverrides else { return nil }
        let text = ChoiceFields.overrides(requestParser.fields, in: bytes)
        guard let value = OverrideDictionary.value(for: deployment.worker, in: text),
            value.count == 36, let selector = VersionSelector(value)
        else { return nil }
        return selector.choose(among: deployment.members)
    }

    private func slots(of deployment: DeploymentChoice, _ head: RequestHead, _ bytes: Span<UInt8>) -> SlotTable {
        for rule in deployment.rules {
            var isMatched = rule.matchesAll
            for condition in rule.conditions {
                let isMet =
                    condition.reader.withValue(in: head, fields: requestParser.fields, bytes: bytes) { value in
                        condition.isMet(by: value)
                    } ?? false
                if isMet != rule.matchesAll {
                    isMatched = isMet
                    break
                }
            }
            if isMatched { return rule.slots }
        }
        return deployment.slots
    }

    /// The slot of a key: it depends on worker and key only, so that shares can move around it.
    private func slot(of key: Span<UInt8>, in deployment: DeploymentChoice) -> Int32 {
        SlotTable.slot(of: digest.leadingWord(deployment.keyPrefix, key))
    }
}
