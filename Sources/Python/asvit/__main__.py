"""The program itself, as ``python -m asvit``."""

import os
import sys
from importlib.metadata import distribution
from pathlib import Path


def find_program() -> str:
    """The path of the program that was installed with this package."""
    for file in distribution("asvit").files or []:
        if file.name == "asvit" and file.parent.name == "bin":
            return str(Path(file.locate()).resolve())
    sys.exit("Error: asvit is installed without its program; install it again, from a wheel")


def main() -> None:
    """Becomes the program: signals, standard streams and exit status are its own."""
    program = find_program()
    os.execv(program, [program, *sys.argv[1:]])


if __name__ == "__main__":
    main()
