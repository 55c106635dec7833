import NativeWire
import ProjectFiles

extension Session {
    /// Where the command is run from: what a pipeline tells, else the repository of the working folder; `nil` outside
    /// of both.
    var provenance: WireProvenance? {
        ProvenanceCollector(environment: environment, folder: workingFolder).collect().map(WireProvenance.init)
    }
}
