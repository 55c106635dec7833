/// The numbers of the zip format (PKWARE's APPNOTE 6.3.10) that reading and writing share.
enum ZipFormat {
    static let localHeader = 0x0403_4B50
    static let localHeaderSize = 30
    static let record = 0x0201_4B50
    static let recordSize = 46
    static let end = 0x0605_4B50
    static let endSize = 22
    static let wideEnd = 0x0606_4B50
    static let wideEndSize = 56
    static let wideLocator = 0x0706_4B50
    static let wideLocatorSize = 20
    static let wideField = 0x0001

    /// Say that the number itself is in the wide field or record.
    static let wide16 = 0xFFFF
    static let wide32 = 0xFFFF_FFFF

    static let stored = 0
    static let deflated = 8

    /// Encrypted, encrypted strongly, and with masked headers.
    static let encryptionFlags = 1 << 0 | 1 << 6 | 1 << 13
    static let patchFlag = 1 << 5
    static let textFlag = 1 << 11

    /// Systems whose attributes have a mode in their upper half: Unix and Darwin.
    static let systemsWithModes: Set<Int> = [3, 19]
    static let folderAttribute = 0x10
}
