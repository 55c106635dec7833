import FoundationEssentials

/// The browser of the system and the driver that tests drive it with, as `scripts/setup` installs them.
enum Browser {
    static let program = "/usr/bin/chromium"
    static let driver = "\(Checkout.root)/.venv/clients/playwright-1.65.2"

    static var isInstalled: Bool {
        FileManager.default.isExecutableFile(atPath: program) && FileManager.default.fileExists(atPath: driver)
    }
}
