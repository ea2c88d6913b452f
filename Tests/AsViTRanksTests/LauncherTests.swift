import AsViTRanks
import Testing

@Suite struct LauncherTests {
  private func launcher(_ environment: [String: String]) throws -> Launcher? {
    try Launcher { environment[$0] }
  }

  @Test func `a process alone has no launcher`() throws {
    #expect(try launcher([:]) == nil)
    // A batch script of Slurm, and mpirun -n 1.
    #expect(try launcher(["SLURM_PROCID": "0", "SLURM_NTASKS": "4"]) == nil)
    #expect(try launcher(["OMPI_COMM_WORLD_SIZE": "1", "OMPI_COMM_WORLD_RANK": "0"]) == nil)
  }

  @Test(arguments: [
    (
      [
        "OMPI_COMM_WORLD_SIZE": "4", "OMPI_COMM_WORLD_RANK": "3",
        "OMPI_COMM_WORLD_LOCAL_SIZE": "2", "PMIX_RANK": "3",
        // mpirun starts one task on each host.
        "SLURM_STEP_NUM_TASKS": "2",
      ], 3, 4, 2, "libmpi.so.40"
    ),
    (
      [
        "PMIX_RANK": "1", "SLURM_STEP_NUM_TASKS": "7", "SLURM_STEP_TASKS_PER_NODE": "2(x2),3",
      ], 1, 7, 3, "libmpi.so.40"
    ),
    (
      ["PMI_RANK": "2", "PMI_SIZE": "3", "MPI_LOCALNRANKS": "3"], 2, 3, 3, "libmpi.so.12"
    ),
    (["PMI_RANK": "0", "PMI_SIZE": "2", "ASVIT_MPI": "/opt/libmpi.so"], 0, 2, 1, "/opt/libmpi.so"),
  ])
  func `launchers tell rank, size and ranks of a host`(
    environment: [String: String], rank: Int, size: Int, localSize: Int, library: String
  ) throws {
    let launcher = try #require(try launcher(environment))
    #expect(launcher.rank == rank && launcher.size == size && launcher.localSize == localSize)
    #expect(launcher.libraries.first == library)
  }

  @Test func `tasks of Slurm without what MPI starts by are told how to be started`() throws {
    let error = #expect(throws: RankError.self) {
      try launcher(["SLURM_STEP_NUM_TASKS": "4", "SLURM_PROCID": "0"])
    }
    #expect(error.map { "\($0)".contains("srun --mpi=pmix") } == true)
  }
}
