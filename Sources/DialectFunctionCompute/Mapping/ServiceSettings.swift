import HTTPModel

/// What is set of a service, as a request says it.
enum ServiceSettings {
    static let maximumDescription = 256
    static let maximumMountPoints = 5

    /// What belongs to a request alone.
    private static let notSettings: Set<String> = ["servicename", "service", "name", "serviceid"]

    /// Puts what a request says over what is set; what it leaves out stays, what it sends empty becomes unset.
    static func changed(
        _ settings: [String: JSONValue],
        by request: LooseObject
    ) throws(FunctionComputeError) -> [String: JSONValue] {
        var settings = settings
        for (name, value) in request.members.sorted(by: { $0.key < $1.key }) where value != .null {
            guard !notSettings.contains(name.lowercased()) else { continue }
            let spelled = KnownFields.service[name.lowercased()] ?? name
            if value.isUnset {
                settings.removeValue(forKey: spelled)
            } else {
                settings[spelled] = value.spelled(by: KnownFields.service)
            }
        }
        try check(LooseObject(settings))
        return settings
    }

    private static func check(_ settings: LooseObject) throws(FunctionComputeError) {
        if let description = try settings.text("description"), description.unicodeScalars.count > maximumDescription {
            throw .invalid("Description is longer than \(maximumDescription) characters")
        }
        _ = try settings.text("role")
        _ = try settings.bool("internetAccess")
        if let region = try settings.text("region"), !isRegion(region) {
            throw .invalid(
                "Region doesn't match expected format (allowed: ^[a-z][-a-z0-9]{0,63}$, actual: '\(region)')"
            )
        }
        for name in ["logConfig", "vpcConfig", "tracingConfig"] { _ = try settings.object(name) }
        for name in ["nasConfig", "ossMountConfig"] {
            let count = try settings.object(name)?.array("mountPoints")?.count ?? 0
            guard count <= maximumMountPoints else {
                throw FunctionComputeError(
                    .limitExceeded,
                    "\(name) has \(count) mount points; \(maximumMountPoints) are allowed"
                )
            }
        }
    }

    private static func isRegion(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}
