"""The engines of MPI that scripts start asvit under: Debian's openmpi-bin and mpich."""

import shutil
import sys

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
