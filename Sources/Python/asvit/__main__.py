"""The program itself, as ``python -m asvit``."""

import os
import sys

from ._program import AsViTError, find_program


def main() -> None:
    """Becomes the program: signals, standard streams and exit status are its own."""
    try:
        program = find_program()
    except AsViTError as error:
        sys.exit(f"Error: {error}")
    os.execv(program, [program, *sys.argv[1:]])


if __name__ == "__main__":
    main()
