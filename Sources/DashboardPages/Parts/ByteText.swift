/// Numbers of bytes in words.
enum ByteText {
    /// `512 B`, `17 KiB` or `3 MiB`, rounded up.
    static func text(_ bytes: Int) -> String {
        let (kibi, mebi) = (1_024, 1_024 * 1_024)
        if bytes < kibi { return "\(bytes) B" }
        if bytes < mebi { return "\((bytes + kibi - 1) / kibi) KiB" }
        return "\((bytes + mebi - 1) / mebi) MiB"
    }
}
