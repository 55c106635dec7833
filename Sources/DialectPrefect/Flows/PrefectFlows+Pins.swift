import HTTPModel
import ReleaseCore
import ReleaseModel

/// What runs when a version does, and whether the version fixes it.
extension PrefectFlows {
    func pins(of content: Snapshot) -> [FlowPin] {
        var pins = (content.value(of: .pullSteps).elements ?? []).flatMap { step in
            (step.members ?? []).compactMap { Self.pin($0.name, $0.value) }
        }
        if let image = content.value(of: .jobVariables)["image"]?.string { pins.append(Self.pin(image: image)) }
        return pins
    }

    /// A pull step that brings code from somewhere; `nil` for any other.
    private static func pin(_ step: String, _ inputs: JSONText) -> FlowPin? {
        let name = step.split(separator: ".").last.map(String.init) ?? step
        switch name {
        case "git_clone":
            let repository = VersionInfo.withoutCredentials(inputs["repository"]?.string ?? "")
            if let commit = inputs["commit_sha"]?.string {
                return FlowPin(what: name, subject: repository, choice: "commit \(commit)", isFixed: true)
            }
            let branch = inputs["branch"]?.string.map { "branch \($0)" } ?? "the default branch"
            return FlowPin(what: name, subject: repository, choice: branch, isFixed: false)
        case "set_working_directory":
            let directory = inputs["directory"]?.string ?? ""
            return FlowPin(what: name, subject: directory, choice: "what is there", isFixed: false)
        case let name where name.hasPrefix("pull_from_"):
            let place = [inputs["bucket"]?.string, inputs["container"]?.string, inputs["folder"]?.string]
            let subject = place.compactMap(\.self).joined(separator: "/")
            return FlowPin(what: name, subject: subject, choice: "what is there", isFixed: false)
        default: return nil
        }
    }

    /// An image: its digest fixes it (OCI distribution specification, section 2), a tag may be moved.
    private static func pin(image: String) -> FlowPin {
        if let at = image.firstIndex(of: "@") {
            let digest = String(image[image.index(after: at)...])
            return FlowPin(what: "image", subject: String(image[..<at]), choice: "digest \(digest)", isFixed: true)
        }
        let name = image.split(separator: "/").last ?? image[...]
        let tag = name.split(separator: ":", maxSplits: 1).dropFirst().first.map(String.init) ?? "latest"
        return FlowPin(what: "image", subject: image, choice: "tag \(tag)", isFixed: false)
    }
}
