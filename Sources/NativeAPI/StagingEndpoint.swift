import NativeWire

/// What prepares an upload and changes nothing that is released.
///
/// It may be repeated at will, so it takes neither `If-Match` nor `Idempotency-Key`.
enum StagingEndpoint: String, Sendable, CaseIterable {
    case beginAssets, receiveAssets

    var path: String {
        switch self {
        case .beginAssets: NativeRoutes.assets
        case .receiveAssets: NativeRoutes.assetSession
        }
    }
}
