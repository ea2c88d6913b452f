"""Puts the program and its search spaces into the wheel, and says on which systems it runs."""

import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Libraries that a wheel may ask of every system, PEP 600's for the program's languages.
OF_THE_SYSTEM = re.compile(r"ld-linux.*|lib(c|m|dl|rt|pthread|gcc_s)\.so\.\d")


class ProgramHook(BuildHookInterface):
    def initialize(self, version, build_data):
        if shutil.which("swift") is None:
            sys.exit(
                "asvit's program is built with Swift 6.3, and there is no 'swift' on the PATH; "
                "install it (https://www.swift.org/install/linux), or install a wheel, which has "
                "the program inside")
        root = Path(self.root)
        if subprocess.run([root / "Scripts/wheel/build-program"]).returncode != 0:
            sys.exit("the program cannot be built, for the reason above")
        program = root / ".build/wheel/asvit"
        # No Python within: one wheel for every version.
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag(program)}"
        build_data["shared_scripts"][str(program)] = "asvit"


def platform_tag(program):
    """The tag of PEP 600 for the version of glibc that the program asks for."""
    headers = subprocess.run(
        ["objdump", "--private-headers", program], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    for library in re.findall(r"^  NEEDED +(\S+)$", headers, re.M):
        if not OF_THE_SYSTEM.fullmatch(library):
            sys.exit(f"{program}: needs {library}, which is not linked statically")
    glibc = max((int(major), int(minor))
                for major, minor in re.findall(r"\bGLIBC_(\d+)\.(\d+)\b", headers))
    return f"manylinux_{glibc[0]}_{glibc[1]}_{platform.machine()}"
