import Testing

@testable import ServerAssembly

@Suite("Standbys take at most a quarter of the memory and of the instances")
struct StandbyBudgetTests {
    /// Memory in MiB, the most instances, and the processes that may stand by.
    @Test(
        arguments: [
            (8_192, 256, 32), (8_191, 256, 31), (2_048, 256, 8), (256, 256, 1),
            // However small the machine, the version that was just replaced stands by.
            (255, 256, 1), (0, 256, 1), (8_192, 3, 1),
            // However large it is, requests find room for instances.
            (1 << 20, 256, 64), (8_192, 40, 10),
        ]
    )
    func processes(memory: Int, instances: Int, expected: Int) {
        #expect(StandbyBudget(memory: memory << 20, instances: instances).processes == expected)
    }
}
