public import ReleaseModel

extension WireBinding {
    /// Says what a binding is; a secret's text is not known here.
    public init(_ binding: Binding) {
        switch binding.value {
        case .plainText(let text): self.init(name: binding.name, type: "plain_text", text: text)
        case .json(let text): self.init(name: binding.name, type: "json", text: text)
        case .versionMetadata: self.init(name: binding.name, type: "version_metadata")
        case .secret: self.init(name: binding.name, type: "secret_text")
        case .service(let service):
            let entrypoint = service.entrypoint.map { "#\($0)" } ?? ""
            self.init(name: binding.name, type: "service", text: service.worker + entrypoint)
        case .keyValue(let namespace):
            self.init(name: binding.name, type: "kv_namespace", text: namespace.description)
        case .assets: self.init(name: binding.name, type: "assets")
        case .unsupported(let type, let document): self.init(name: binding.name, type: type, text: document)
        }
    }
}
