"""The engines of MPI that scripts start asvit under: Debian's openmpi-bin and mpich."""

import shutil
import sys
from pathlib import Path

OPTIONS = {
    "openmpi": ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none"],
    "mpich": [],
}
ENGINES = [engine for engine in OPTIONS if shutil.which(f"mpirun.{engine}")]


def mpirun(engine, count, seconds=300):
    """The words that start a program as `count` ranks, more than there are cores if need be.

    An mpirun that does not end is killed: it happens to Debian 12's Open MPI after an abort.
    """
    return [
        "timeout", "--signal=KILL", str(seconds), f"mpirun.{engine}", *OPTIONS[engine], "-n", str(count),
    ]


def require_engines():
    missing = [engine for engine in OPTIONS if engine not in ENGINES]
    if missing:
        sys.exit(f"{sys.argv[0]}: no mpirun.{missing[0]}; run: apt-get install openmpi-bin mpich")


def ranks_of(process):
    """The processes of asvit under an mpirun, by their ranks."""
    children = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, fields = path.read_text().rsplit(")", 1)
        except OSError:
            continue
        parent = int(fields.split()[1])
        children.setdefault(parent, []).append((int(path.parent.name), name.split("(", 1)[1]))
    found, parents = {}, [process.pid]
    while parents:
        for child, name in children.get(parents.pop(), []):
            parents.append(child)
            if name == "asvit" and (rank := rank_of(child)) is not None:
                found[rank] = child
    return found


def rank_of(pid):
    """None of a process that has ended."""
    try:
        variables = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return None
    environment = dict(variable.split(b"=", 1) for variable in variables if b"=" in variable)
    rank = environment.get(b"OMPI_COMM_WORLD_RANK", environment.get(b"PMI_RANK"))
    return None if rank is None else int(rank)
