/// The hosts of workers under the operator's domain.
public enum HostName {
    /// Returns `<worker>`.
    public static func label(of worker: Workload.Name) -> String {
        worker.text
    }

    /// Returns `<first 8 hex of the version's id>-<worker>`.
    public static func label(of version: Version.ID, worker: Workload.Name) -> String {
        "\(version.prefix)-\(worker.text)"
    }

    /// Returns `<alias>-<worker>`, and for the production alias `<worker>`.
    public static func label(of alias: Alias.Name, worker: Workload.Name) -> String {
        alias == .production ? worker.text : "\(alias.text)-\(worker.text)"
    }

    /// Every way to read a label as a prefix and a worker's name, longest prefix last.
    public static func readings(of label: String) -> [(prefix: String, worker: String)] {
        label.indices.filter { label[$0] == "-" && $0 != label.startIndex }.compactMap { hyphen in
            let worker = label[label.index(after: hyphen)...]
            return worker.isEmpty ? nil : (String(label[..<hyphen]), String(worker))
        }
    }
}
