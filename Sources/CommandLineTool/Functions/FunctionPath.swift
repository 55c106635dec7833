/// Where things are in Function Compute's API.
enum FunctionPath {
    static let services = APIPath("/2021-04-06/services")
    static let domains = APIPath("/2021-04-06/custom-domains")

    static func service(_ name: String) -> APIPath { services.below(name) }
    static func versions(of service: String) -> APIPath { self.service(service).below("versions") }
    static func aliases(of service: String) -> APIPath { self.service(service).below("aliases") }
    static func alias(_ name: String, of service: String) -> APIPath { aliases(of: service).below(name) }
    static func functions(of service: String) -> APIPath { self.service(service).below("functions") }
    static func function(_ name: String, of service: String) -> APIPath { functions(of: service).below(name) }
    static func domain(_ name: String) -> APIPath { domains.below(name) }

    static func invocations(of function: String, in service: String) -> APIPath {
        self.function(function, of: service).below("invocations")
    }

    static func triggers(of function: String, in service: String) -> APIPath {
        self.function(function, of: service).below("triggers")
    }

    static func asynchronousSettings(of function: String, in service: String) -> APIPath {
        self.function(function, of: service).below("async-invoke-config")
    }
}
