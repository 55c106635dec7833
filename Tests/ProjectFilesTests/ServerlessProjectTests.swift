import TestSurroundings
import Testing

@testable import ProjectFiles

@Suite("A project of functions")
struct ServerlessProjectTests {
    private static let full = """
        edition: 1.0.0
        name: demo
        access: default
        vars:
          region: local
          service: &service
            name: greetings
            description: says hello
            internetAccess: false
            role: acs:ram::1:role/r
            logConfig: auto
            vpcConfig: {vpcId: v}
        services:
          hello:
            component: devsapp/fc@0.1.22
            actions:
              post-deploy:
                - plugin: fc-canary
                  args: {description: try, baseVersion: 1, canaryWeight: 20}
            props:
              region: ${vars.region}
              service: *service
              function:
                name: hello
                description: ''
                codeUri: ./code
                runtime: python3.9
                handler: index.handler
                memorySize: 512
                diskSize: "1024"
                timeout: 30
                initializer: index.init
                initializationTimeout: 5
                instanceConcurrency: 4
                instanceType: e1
                layers: [one, two]
                environmentVariables: {GREETING: hi, PORT: 8080, DEBUG: true, VERSION: 1.0}
                instanceLifecycleConfig:
                  preStop: {handler: index.stop, timeout: 10}
                  preFreeze: {handler: ''}
                asyncConfiguration:
                  destination: {onFailure: acs:fc:::f}
                  maxAsyncRetryAttempts: 0
                  maxAsyncEventAgeInSeconds: 60
                  statefulInvocation: true
                customDNS: {nameServers: [1.1.1.1]}
                cpu: 0.5
              triggers:
                - name: http
                  type: http
                  qualifier: stable
                  config: {authType: anonymous, methods: [GET, POST]}
                - {name: every, type: timer, config: {cronExpression: '@every 5m', enable: true}}
              customDomains:
                - domainName: auto
                  protocol: HTTP
                  routeConfigs:
                    - path: /*
                    - {path: /v1, serviceName: s, functionName: f, qualifier: 3, methods: [GET], rewriteConfig: {equalRules: []}}
                - {domainName: a.example, certConfig: {certName: c}}
              extra: {a: 1}
          server:
            component: fc
            props:
              service: {name: greetings}
              function:
                name: server
                runtime: custom
                codeUri: server.zip
                caPort: 9000
                customRuntimeConfig: {command: [/code/run], args: ["--port", "${PORT}"]}
                customHealthCheckConfig: {httpGetUrl: /health, periodSeconds: 3}
          storage:
            component: fc
            props: {service: {name: bare}}
        """

    @Test("is read with every field, and what is not known is kept")
    func full() throws {
        let folder = try TemporaryFolder(["s.yaml": Self.full])
        let project = try ServerlessProject.load(from: folder.path, environment: [:])
        #expect(project.configurationFile == "\(folder.path)/s.yaml")
        #expect(project.name == "demo" && project.access == "default")
        #expect(project.functions.map(\.id) == ["hello", "server", "storage"])
        let hello = try #require(project.functions.first)
        #expect(hello.place.position == TextPosition(line: 14, column: 3))
        #expect(hello.region == "local")
        #expect(
            hello.service
                == ServiceSettings(
                    name: "greetings",
                    description: "says hello",
                    internetAccess: false,
                    role: "acs:ram::1:role/r",
                    other: ["logConfig": "\"auto\"", "vpcConfig": #"{"vpcId":"v"}"#]
                )
        )
        #expect(hello.other == ["extra": #"{"a":1}"#])
        #expect(
            hello.function
                == FunctionSettings(
                    name: "hello",
                    description: nil,
                    runtime: "python3.9",
                    handler: "index.handler",
                    code: .folder("\(folder.path)/code"),
                    memorySize: 512,
                    diskSize: 1_024,
                    timeout: 30,
                    port: nil,
                    environmentVariables: ["GREETING": "hi", "PORT": "8080", "DEBUG": "true", "VERSION": "1.0"],
                    initializer: LifecycleHook(handler: "index.init", timeout: 5),
                    beforeFreeze: nil,
                    beforeStop: LifecycleHook(handler: "index.stop", timeout: 10),
                    instanceConcurrency: 4,
                    instanceType: "e1",
                    layers: ["one", "two"],
                    startCommand: nil,
                    healthCheck: nil,
                    asynchronous: AsynchronousSettings(
                        onSuccess: nil,
                        onFailure: "acs:fc:::f",
                        maximumAge: 60,
                        maximumRetries: 0,
                        isStateful: true
                    ),
                    other: ["customDNS": #"{"nameServers":["1.1.1.1"]}"#, "cpu": "0.5"]
                )
        )
        #expect(hello.canary?.alias == "hello_stable")
        #expect(hello.canary?.course == .share(20))
        #expect(hello.canary?.baseVersion == 1 && hello.canary?.description == "try")
    }

    @Test("is each of the examples", arguments: ["functions-python", "functions-node"])
    func examples(name: String) throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let project = try ServerlessProject.load(from: "/\(root)/Examples/\(name)", environment: [:])
        #expect(project.name == name && project.warnings.isEmpty)
        for function in project.functions {
            #expect(function.function?.code == .folder("/\(root)/Examples/\(name)/code"))
        }
    }

    @Test("has triggers and domains, and custom runtimes with what starts them")
    func triggersAndDomains() throws {
        let folder = try TemporaryFolder(["s.yml": Self.full])
        let project = try ServerlessProject.load(from: folder.path, environment: [:])
        let hello = try #require(project.functions.first)
        #expect(hello.triggers.map(\.name) == ["http", "every"])
        #expect(hello.triggers.map(\.qualifier) == ["stable", nil])
        #expect(hello.triggers[0].configuration == #"{"authType":"anonymous","methods":["GET","POST"]}"#)
        #expect(hello.triggers[1].configuration == #"{"cronExpression":"@every 5m","enable":true}"#)
        #expect(hello.customDomains.map(\.domain) == [nil, "a.example"])
        #expect(hello.customDomains[1].other == ["certConfig": #"{"certName":"c"}"#])
        let route = DomainSettings.Route(
            path: "/v1",
            service: "s",
            function: "f",
            qualifier: "3",
            methods: ["GET"],
            rewrite: #"{"equalRules":[]}"#
        )
        #expect(hello.customDomains[0].routes.map(\.path) == ["/*", "/v1"])
        #expect(hello.customDomains[0].routes[1] == route)
        let server = project.functions[1]
        #expect(
            server.function?.startCommand == StartCommand(command: ["/code/run"], arguments: ["--port", "${PORT}"])
        )
        #expect(server.function?.code == .package("\(folder.path)/server.zip"))
        #expect(server.function?.healthCheck?.path == "/health" && server.function?.healthCheck?.period == 3)
        #expect(server.function?.handler == nil && server.function?.port == 9_000)
        #expect(project.functions[2].function == nil && project.functions[2].service.name == "bare")
        #expect(project.warnings.map(\.code) == [.placeholderKept])
    }

    /// A project of one function with some of its lines replaced.
    private static func project(
        _ change: String,
        for line: String,
        commands: ProjectCommands = .refused
    ) throws -> ServerlessProject {
        let text = """
            edition: 1.0.0
            services:
              hello:
                component: fc
                props:
                  service: {name: greetings}
                  function:
                    name: hello
                    runtime: python3
                    handler: index.handler
                    codeUri: code
            """
        #expect(text.contains(line))
        let folder = try TemporaryFolder(["s.yaml": text.replacing(line, with: change)])
        return try ServerlessProject.load(from: folder.path, environment: [:], commands: commands)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let line: String
        let change: String
        let code: ProjectError.Code
        let place: String
        let words: String
        var testDescription: String { change }

        init(_ line: String, _ change: String, _ code: ProjectError.Code, _ place: String, _ words: String) {
            self.line = line
            self.change = change
            self.code = code
            self.place = place
            self.words = words
        }
    }

    @Test(
        "is refused by name and place",
        arguments: [
            Refusal("1.0.0", "3.0.0", .editionUnsupported, "1:10", "Function Compute 3.0"),
            Refusal("1.0.0", "2.0.0", .editionUnsupported, "1:10", "edition 2.0.0"),
            Refusal("component: fc", "component: fc3", .componentUnsupported, "4:16", "Function Compute 3.0"),
            Refusal("component: fc", "component: devsapp/website", .componentUnsupported, "4:16", "devsapp/website"),
            Refusal("component: fc", "x: 1", .fieldMissing, "4:5", "component"),
            Refusal("{name: greetings}", "{}", .fieldMissing, "6:16", "services.hello.props.service"),
            Refusal("{name: greetings}", "{name: 1a}", .nameInvalid, "6:23", "services.hello.props.service.name"),
            Refusal("name: hello", "name: a b", .nameInvalid, "8:15", "a b"),
            Refusal(
                "name: hello",
                "name: \(String(repeating: "a", count: 65))",
                .nameInvalid,
                "8:15",
                "cannot be a name"
            ),
            Refusal("runtime: python3", "x: y", .fieldMissing, "8:9", "runtime"),
            Refusal("handler: index.handler", "x: y", .fieldMissing, "8:9", "handler"),
            Refusal("codeUri: code", "x: y", .fieldMissing, "8:9", "where its code is"),
            Refusal("codeUri: code", "ossBucket: b", .fieldMissing, "8:9", "ossKey"),
            Refusal("codeUri: code", "codeUri: code\n        timeout: 0", .valueInvalid, "12:18", "timeout"),
            Refusal("codeUri: code", "codeUri: code\n        memorySize: 1.5", .fieldType, "12:21", "memorySize"),
            Refusal("codeUri: code", "codeUri: code\n        layers: a", .fieldType, "12:17", "layers"),
            Refusal(
                "codeUri: code",
                "codeUri: code\n        environmentVariables: {A: [1]}",
                .fieldType,
                "12:35",
                "environmentVariables.A"
            ),
            Refusal(
                "codeUri: code",
                "codeUri: code\n      triggers: [{name: t, type: http}, {name: t, type: timer}]",
                .nameRepeated,
                "12:41",
                "trigger \"t\""
            ),
            Refusal(
                "  hello:",
                "  again:\n    component: fc\n    props: {service: {name: greetings}, function: "
                    + "{name: hello, runtime: custom, codeUri: c}}\n  hello:",
                .nameRepeated,
                "6:3",
                "\"hello\" of the service \"greetings\""
            ),
            Refusal("services:", "servces:", .fieldMissing, "1:1", "services"),
        ]
    )
    func refused(_ example: Refusal) throws {
        let error = #expect(throws: ProjectError.self) { try Self.project(example.change, for: example.line) }
        #expect(error?.code == example.code)
        #expect(error.map { "\($0.place?.position?.line ?? 0):\($0.place?.position?.column ?? 0)" } == example.place)
        #expect(error?.reason.contains(example.words) == true, "\(error?.reason ?? "")")
    }

    @Test("is looked for in its folder alone")
    func search() throws {
        let folder = try TemporaryFolder(["s.yaml": Self.full, "inner/x": ""])
        #expect(ServerlessProject.isPresent(in: folder.path))
        #expect(!ServerlessProject.isPresent(in: "\(folder.path)/inner"))
        let error = #expect(throws: ProjectError.self) {
            try ServerlessProject.load(from: "\(folder.path)/inner", environment: [:])
        }
        #expect(error?.code == .configurationNotFound)
        let project = try ServerlessProject.load(
            from: "\(folder.path)/inner",
            configuration: "../s.yaml",
            environment: [:]
        )
        #expect(project.functions.first?.function?.code == .folder("\(folder.path)/code"))
    }

    @Test("warns of what it does not know, and guesses what was meant")
    func warnings() throws {
        let warnings = try Self.project("edition: 1.0.0\nacces: me", for: "edition: 1.0.0").warnings
        #expect(warnings.map(\.code) == [.keyUnknown])
        #expect(warnings.first?.text == "\"acces\" is unknown, but perhaps \"access\" was meant")
    }

    @Test(
        "refuses commands by name, and keeps them if asked",
        arguments: [
            ("pre-deploy: [{run: npm install, path: code}]", "the command \"npm install\""),
            ("post-deploy: [{component: fc invoke}]", "the component \"fc invoke\""),
            ("post-deploy: [{plugin: dingtalk, args: {a: 1}}]", "the plugin \"dingtalk\""),
        ]
    )
    func commands(action: String, name: String) throws {
        for isShared in [true, false] {
            let line = isShared ? "services:" : "    component: fc"
            let change = isShared ? "actions: {\(action)}\nservices:" : "    component: fc\n    actions: {\(action)}"
            let error = #expect(throws: ProjectError.self) { try Self.project(change, for: line) }
            #expect(error?.code == .commandRefused)
            #expect(error?.reason.contains(name) == true)
            let kept = try Self.project(change, for: line, commands: .kept)
            #expect(kept.functions.first?.actions.count == 1)
        }
        // Hooks of other commands are passed over.
        #expect(try Self.project("actions: {pre-remove: [{run: x}]}\nservices:", for: "services:").functions.count == 1)
    }

    @Test("keeps a command with the folder that it runs in")
    func keptCommand() throws {
        let change = "actions: {pre-deploy: [{run: make, path: ./src}]}\nservices:"
        let project = try Self.project(change, for: "services:", commands: .kept)
        let action = try #require(project.functions.first?.actions.first)
        let folder = String(project.configurationFile.dropLast("/s.yaml".count))
        #expect(action.hook == .before && action.work == .run("make", folder: "\(folder)/src"))
    }

    @Test(
        "has the canary of its plugin",
        arguments: [
            ("{}", CanaryPlan.Course.atOnce),
            ("{canaryWeight: 20}", .share(20)),
            ("{canaryStep: {weight: 20}}", .step(.init(weight: 20, interval: 10))),
            ("{canaryStep: {weight: 20, interval: 3}}", .step(.init(weight: 20, interval: 3))),
            ("{linearStep: {weight: 10}}", .linear(.init(weight: 10, interval: 1))),
            (
                "{canaryPlans: [{weight: 10, interval: 5}, {weight: 50, intervalMinutes: 7}]}",
                .stages([.init(weight: 10, interval: 5), .init(weight: 50, interval: 7)])
            ),
        ]
    )
    func canary(arguments: String, course: CanaryPlan.Course) throws {
        let change = "actions: {post-deploy: [{plugin: fc-canary, args: \(arguments)}]}\nservices:"
        let canary = try #require(try Self.project(change, for: "services:").functions.first?.canary)
        #expect(canary.course == course)
        #expect(canary.alias == "hello_stable")
    }

    @Test(
        "is refused with a canary that cannot be",
        arguments: [
            ("{canaryWeight: 0}", ProjectError.Code.valueInvalid, "canaryWeight"),
            ("{canaryWeight: 101}", .valueInvalid, "canaryWeight"),
            ("{canaryWeight: 10, canaryStep: {weight: 1}}", .canaryInvalid, "only one of"),
            ("{canaryStep: {}}", .fieldMissing, "weight"),
            ("{canaryPlans: [{weight: 10}]}", .fieldMissing, "interval"),
            ("{canaryPlans: [{weight: 10, interval: 0}]}", .valueInvalid, "interval"),
            ("{canaryPlans: [{weight: 20, interval: 1}, {weight: 10, interval: 1}]}", .canaryInvalid, "must grow"),
            ("{canaryPlans: []}", .canaryInvalid, "is empty"),
            ("{baseVersion: LATEST}", .fieldType, "baseVersion"),
            ("{alias: 1}", .nameInvalid, "alias"),
        ]
    )
    func canaryRefused(arguments: String, code: ProjectError.Code, words: String) throws {
        let change = "actions: {post-deploy: [{plugin: fc-canary, args: \(arguments)}]}\nservices:"
        let error = #expect(throws: ProjectError.self) { try Self.project(change, for: "services:") }
        #expect(error?.code == code)
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
    }

    @Test("is refused with two canaries, or one before its deployment; who would be notified is told that nobody is")
    func canaryPlaces() throws {
        for actions in [
            "{pre-deploy: [{plugin: fc-canary}]}",
            "{post-deploy: [{plugin: fc-canary}, {plugin: devsapp/fc-canary@0.0.1}]}",
        ] {
            let error = #expect(throws: ProjectError.self) {
                try Self.project("actions: \(actions)\nservices:", for: "services:")
            }
            #expect(error?.code == .canaryInvalid)
        }
        let told =
            "actions: {post-deploy: [{plugin: fc-canary, args: {notification: [{dingTalkRobot: {}}]}}]}\nservices:"
        #expect(try Self.project(told, for: "services:").warnings.map(\.code) == [.keyIgnored])
    }
}
