import NativeWire
import ReleaseCore
import ReleaseModel

extension WireDeletion {
    init(_ tombstone: Tombstone) {
        self.init(
            author: tombstone.attribution.author,
            source: tombstone.attribution.source.rawValue,
            deletedAt: Timestamp(tombstone.deletedAt).description
        )
    }
}

extension WireRule {
    init(_ rule: Rule, shares: [WireShare]) {
        self.init(match: rule.match.rawValue, conditions: rule.conditions.map(WireCondition.init), shares: shares)
    }
}

extension WireCondition {
    init(_ condition: Rule.Condition) {
        let (test, values): (String, [String]) =
            switch condition.test {
            case .exists: ("exists", [])
            case .equals(let value): ("equals", [value])
            case .hasPrefix(let prefix): ("prefix", [prefix])
            case .isOneOf(let values): ("in", values)
            case .differs(let value): ("differs", [value])
            case .compares(let comparison, let value): (comparison.rawValue, [value])
            case .isSampled(let slots): ("sampled", [Percentage(slots: slots).description])
            }
        self.init(attribute: condition.attribute.description, test: test, values: values)
    }
}

extension WireContent {
    init(_ component: Component) {
        self.init(
            main: component.main,
            compatibilityDate: component.compatibility.date,
            compatibilityFlags: component.compatibility.flags,
            bindings: component.bindings.map(WireBinding.init),
            modules: component.modules.map(WireModule.init),
            assets: component.assets.map(WireContentAssets.init)
        )
    }
}

extension WireContentAssets {
    fileprivate init(_ bundle: AssetBundle) {
        self.init(
            files: bundle.files.count,
            size: bundle.files.reduce(0) { $0 + $1.size },
            rules: WireAssetRules(bundle.rules)
        )
    }
}

extension WireModule {
    init(_ module: Module) {
        self.init(name: module.name, type: module.type.rawValue, digest: module.digest.hex, size: module.size)
    }
}

extension WireModule {
    init(_ file: VersionFile) {
        self.init(name: file.name, type: file.type, digest: file.digest.hex, size: file.size)
    }
}

extension VersionFile {
    fileprivate var type: String {
        switch kind {
        case .module(let type): type.rawValue
        case .asset: "asset"
        }
    }

    /// The media type under which its content leaves.
    var mediaType: String {
        switch kind {
        case .module(let type): type.mediaType
        case .asset(let contentType): contentType ?? "application/octet-stream"
        }
    }
}

extension WireDiff {
    init(_ diff: VersionDiff) {
        self.init(
            from: diff.from.number,
            to: diff.to.number,
            identical: diff.isEmpty,
            configuration: diff.configuration.map { change in
                WireConfigurationChange(field: change.field, from: change.from, to: change.to)
            },
            files: diff.files.map(WireFileChange.init)
        )
    }
}

extension WireFileChange {
    init(_ change: VersionDiff.FileChange) {
        let word = change.from == nil ? "added" : change.to == nil ? "removed" : "changed"
        self.init(
            name: change.name,
            change: word,
            from: change.from.map(WireModule.init),
            to: change.to.map(WireModule.init)
        )
    }
}

extension WireSetting {
    init(_ setting: Setting) {
        self.init(
            name: setting.name.rawValue,
            value: setting.value,
            allowed: setting.name.allowedValues,
            revision: setting.revision.number
        )
    }
}

extension WireToken {
    init(_ token: AccessToken) {
        self.init(
            id: token.id.description,
            owner: token.owner,
            scopes: AccessToken.Scope.allCases.filter(token.scopes.contains).map(\.rawValue),
            createdAt: Timestamp(token.createdAt).description,
            expiresAt: token.expiresAt.map { Timestamp($0).description },
            revokedAt: token.revokedAt.map { Timestamp($0).description }
        )
    }
}

extension WireAccessKey {
    init(_ key: AccessKey) {
        self.init(
            id: key.id.description,
            owner: key.owner,
            scopes: AccessToken.Scope.allCases.filter(key.scopes.contains).map(\.rawValue),
            createdAt: Timestamp(key.createdAt).description,
            revokedAt: key.revokedAt.map { Timestamp($0).description }
        )
    }
}
