"""The runs that crash-test and fault-test disturb: searches, growths and trainings of a second."""

import json
import subprocess
import sys
import time

IMAGE = """image:
  side: 32
  mean: [0.485, 0.456, 0.406]
  deviation: [0.229, 0.224, 0.225]
classes: 10
"""
# The choices of each family.
SPACES = {
    "as-vit": """stem-stride: 4
hidden-size: 8
stages:
  - kernel: [4, 5]
    split: [2, 4]
    expansion: [1, 2]
  - kernel: 2
    split: 2
    expansion: [1, 2]
  - kernel: [2, 3]
    split: 1
    expansion: 1
  - kernel: 2
    split: 1
    expansion: 1
heads: 8
""",
    "vit": """patch: 4
width: [24, 36, 48]
depth: [1, 2, 3]
heads: [2, 3]
mlp-ratio: [1.5, 2]
""",
    "pit": """patch: 8
stride: 4
base: [4, 6, 8]
depth: [[1, 2], [1, 2], 1]
heads: [[1, 2, 2], [2, 2, 4]]
mlp-ratio: [2, 3]
""",
}
NETWORKS = {
    "as-vit": ["4,2,1|2,2,1|2,1,1|2,1,1|8,8", "4,2,2|2,2,2|2,1,1|2,1,1|8,8"],
    "vit": ["24x2|2,1.5|3,2", "48x2|3,2"],
    "pit": ["4|1,2,1|1,2,2|2", "6|2,2,1|2,2,4|3"],
}
# Of networks of several image sizes.
CURRICULUM = ["--curriculum", "efficienttrain++", "--least-grid", "1"]


class Run:
    """A command, and what it comes to when nothing disturbs it."""

    def __init__(self, name, command, root):
        self.name = name
        self.command = command
        whole = root / f"{name}-whole"
        start = time.monotonic()
        self.complete(whole)
        self.seconds = time.monotonic() - start
        self.byte_count = sum(path.stat().st_size for path in whole.iterdir())
        self.expected = self.outcome(whole)

    def start(self, folder, changes=(), environment=None, launcher=()):
        """Starts the command with other options, by pairs of old and new words.

        `launcher` are the words of what starts it, such as those of an mpirun.
        """
        command = [dict(changes).get(word, word) for word in self.command]
        # Under env, since libfaketime adds a variable to the first process that has it, and in that
        # process Swift finds no arguments.
        return subprocess.Popen(
            [*launcher, "env", *command, "--out", str(folder)], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)

    def complete(self, folder, launcher=()):
        """Runs to the end; returns what was said."""
        process = self.start(folder, launcher=launcher)
        _, messages = process.communicate()
        self.require(process.returncode == 0, f"status {process.returncode}\n{messages}")
        return messages

    def resume(self, folder, launcher=()):
        """Runs to the end, which must be that of the undisturbed run."""
        messages = self.complete(folder, launcher)
        self.require(self.outcome(folder) == self.expected, f"the result in {folder} differs")
        page = folder / "report.html"
        self.require(page.exists() and page.read_text().endswith("</html>\n"), f"no {page}")
        return messages

    def require(self, condition, failure):
        if not condition:
            sys.exit(f"{self.name}: {failure}\n{' '.join(self.command)}")

    @staticmethod
    def outcome(folder):
        """Settings and results, and every file of weights: what must not depend on faults."""
        report = json.loads((folder / "report.json").read_text())
        weights = {
            path.name: path.read_bytes()
            for path in folder.glob("candidate-*.safetensors")
            if "checkpoint" not in path.name
        }
        return json.dumps([report["settings"], report["result"]], sort_keys=True), weights


def small_runs(asvit, root, families=("as-vit",)):
    """Runs of each command that can be resumed, each made once in a folder below `root`.

    A list for every command, of a run for each family that has it.
    """
    commands = {family: small_commands(family, root) for family in families}
    return [
        [
            Run(f"{name}-{family}", [asvit, *commands[family][name]], root)
            for family in families
            if name in commands[family]
        ]
        for name in ["search", "scale", "train"]
    ]


def small_commands(family, root):
    """The commands on one family, by their names."""
    space = root / f"{family}.yaml"
    space.write_text(f"family: {family}\n{IMAGE}{SPACES[family]}")
    networks = NETWORKS[family]
    scores = ["--space", str(space), "--repeats", "2", "--batch", "4"]
    commands = {
        "search": ["search", *scores, "--steps", "60", "--rescore"],
        "scale": ["scale", *scores, "--genotype", networks[0], "--max-params", "2M"],
        "train": [
            "train", "--space", str(space), "--max-images", "300", "--budget", "6ep", "--batch", "16",
            *([] if family == "pit" else CURRICULUM), "--replay", "--ema", "0.9",
            "--candidates", "2",
            *(word for network in networks for word in ("--genotype", network)),
        ],
    }
    if family == "pit":
        del commands["scale"]
    return commands
