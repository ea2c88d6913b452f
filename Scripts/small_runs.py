"""Runs of a second or a few: those that crash-test and fault-test disturb, and those that ranks share."""

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
# Plain vision transformers, of which wide ones learn faster.
PLAIN_SPACE = f"""family: vit
{IMAGE}patch: 8
width: [8, 16, 24, 32]
depth: [1, 2, 3]
heads: 2
mlp-ratio: [1, 2, 4]
"""
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
        self.byte_count = sum(path.stat().st_size for path in whole.rglob("*") if path.is_file())
        self.expected = self.outcome(whole)

    def start(self, folder, changes=(), environment=None, launcher=()):
        """Starts the command with other options, by pairs of old and new words.

        `launcher` are the words of what starts it, such as those of an mpirun.
        """
        program, command, *options = [dict(changes).get(word, word) for word in self.command]
        # Under env, since libfaketime adds a variable to the first process that has it, and in that
        # process Swift finds no arguments.
        return subprocess.Popen(
            [*launcher, "env", program, command, "--out", str(folder), *options], stdin=subprocess.DEVNULL,
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
        self.require_page(folder)
        return messages

    def require_page(self, folder):
        page = folder / "report.html"
        self.require(page.exists() and page.read_text().endswith("</html>\n"), f"no {page}")

    def require(self, condition, failure):
        if not condition:
            sys.exit(f"{self.name}: {failure}\n{' '.join(self.command)}")

    @staticmethod
    def outcome(folder):
        """Settings, results and weights of a run and of those inside it: what must not depend on faults."""
        files = {}
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            if path.name == "report.json":
                report = json.loads(path.read_text().replace(str(folder), "run"))
                files[name] = json.dumps([report["settings"], report["result"]])
            elif path.suffix == ".safetensors" and ".checkpoint" not in name:
                files[name] = path.read_bytes()
        return files


class PrintingRun(Run):
    """A command without a folder of its own: what it prints goes into a file of the folder."""

    def start(self, folder, changes=(), environment=None, launcher=()):
        folder.mkdir(exist_ok=True)
        with open(folder / "output", "w", encoding="utf-8") as output:
            return subprocess.Popen(
                [*launcher, *self.command], stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.PIPE, text=True, env=environment)

    @staticmethod
    def outcome(folder):
        return (folder / "output").read_text()

    def require_page(self, folder):
        pass


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


def shared_runs(asvit, root):
    """Runs of each command that ranks share, each made once in a folder below `root`."""
    commands = small_commands("as-vit", root)
    scores = commands["search"][1:-3]
    space = scores[:2]
    genotypes = subprocess.run(
        [asvit, "spaces", "sample", space[1], "--count", "8"], check=True, capture_output=True, text=True
    ).stdout.split()
    table = root / "table.csv"
    table.write_text(
        "genotype,top1\n" + "".join(f'"{g}",{50 + i % 7}\n' for i, g in enumerate(genotypes)))
    plain = root / "plain.yaml"
    plain.write_text(PLAIN_SPACE)
    metrics = ["--metrics", "length,kappa,params,zico,meco,dss,synflow"]
    training = ["--max-images", "60", "--batch", "16", "--budget", "8steps"]
    # Batches of eight parts; the curriculum begins with fewer.
    together = ["train", *space, "--data-parallel", *CURRICULUM, "--genotype", NETWORKS["as-vit"][0]]
    search = ["search", *scores, "--steps", "60", "--controller"]
    shared = {
        "search by REINFORCE": [*search, "reinforce", "--rescore"],
        "search at random": [*search, "random"],
        "search by evolution": [*search, "evolution"],
        "scale": ["scale", *scores, "--genotype", genotypes[0], "--max-params", "1.2M"],
        "train": [*commands["train"], "--seeds", "2"],
        "train --data-parallel, LARS, 8 times the batch": [
            *together, "--optimizer", "lars", "--batch", "512", "--max-images", "600", "--budget", "6steps",
            "--genotype", NETWORKS["as-vit"][1], "--ema", "0.9"],
        "train --data-parallel, LAMB, 32 times the batch": [
            *together, "--optimizer", "lamb", "--batch", "2048", "--mixup", "0.2", "--budget", "2steps"],
        "audit": ["audit", str(table), *scores, *metrics],
        "audit --train": ["audit", *space, "--sample", "5", "--train", *training],
        "search --then-train": [
            "search", *scores, "--steps", "20", "--shortlist", "2", "--then-train", *training],
        "search --objective trained": [
            "search", "--space", str(plain), "--objective", "trained", "--sample", "24", "--shortlist", "1",
            "--steps", "3", "--train", "--max-images", "200", "--batch", "32", "--budget", "10steps"],
    }
    score = ["score", *scores, *metrics, "--json", *genotypes]
    return [
        PrintingRun("score", [asvit, *score], root),
        *(Run(name, [asvit, *command], root) for name, command in shared.items()),
    ]
