"""Times whole processes of both sides in turn, A B A B, start-up subtracted. Run by compare.sh."""
import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build/release"
SIDE, WINDOW, PIECES = (BUILD / "bench" / f"bench_{name}" for name in ("side", "window", "pieces"))
CLI = BUILD / "bin/faceloom-cli"

parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--only", default="", help="rows whose name has this word")
parser.add_argument("--celeba", type=Path, help="a folder with img_align_celeba/, for the packing rows")
parser.add_argument("--gpu", action="store_true", help="training on an NVIDIA GPU instead")
options = parser.parse_args()
environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", OPENCV_LOG_LEVEL="ERROR")
rows = []


def run(command):
    """Seconds of a whole process, its highest memory in MiB, and what it printed."""
    begin = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], env=environment, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, error = process.communicate()
    seconds = time.perf_counter() - begin
    if process.returncode:
        sys.exit(f"{command} failed: {error}")
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, out


def seconds_of(command, startup):
    return run(command)[0] - run(startup)[0]


def compare(ours, theirs, rounds=None):
    """Medians of both, each a (work, start-up) pair of commands, in turn."""
    pairs = [(seconds_of(*ours), seconds_of(*theirs)) for _ in range(rounds or options.rounds)]
    return [statistics.median(side) for side in zip(*pairs)]


def wanted(name):
    if options.only not in name:
        return False
    print(f"… {name}", file=sys.stderr, flush=True)
    return True


def add(name, ours, theirs, ratio, goal):
    rows.append((name, ours, theirs, ratio, goal))


def python(script, *arguments):
    return ["/usr/bin/python3" if not options.gpu else "python3", HERE / script, *arguments]


def training_row(batch=64, steps=4):
    name = f"training, batch {batch}"
    if not wanted(name):
        return
    # One step is left to the start-up of both: first touches of memory, just-in-time kernels.
    ours, theirs = compare(
        ([SIDE, "train", 1 + steps, batch], [SIDE, "train", 1, batch]),
        (python("peer_dcgan.py", "train", 1 + steps, batch), python("peer_dcgan.py", "train", 1, batch)))
    speeds = [steps * batch / seconds for seconds in (ours, theirs)]
    add(name, f"{speeds[0]:.1f} pictures/s", f"{speeds[1]:.1f} (eager PyTorch)",
        f"{speeds[0] / speeds[1]:.2f}", "≥ 1.35")


def convolution_row():
    name = "a whole step, against its largest convolution"
    if not wanted(name):
        return
    command = [PIECES, "--benchmark_format=json", f"--benchmark_repetitions={options.rounds}",
               "--benchmark_enable_random_interleaving=true",
               "--benchmark_filter=largestConvolution/64/0|trainingStep/64"]
    speeds = {}
    for result in json.loads(run(command)[2])["benchmarks"]:
        if result.get("aggregate_name") == "median":
            speeds[result["name"].split("/")[0]] = result["GFLOP/s"]
    step, convolution = speeds["trainingStep"], speeds["largestConvolution"]
    add(name, f"{step:.0f} GFLOP/s", f"{convolution:.0f} GFLOP/s (oneDNN, forward)",
        f"{step / convolution:.2f}", "≥ 0.80")


def drawing_row(faces, times, goal):
    name = f"{faces} face{'s' if faces > 1 else ''}"
    if not wanted(name):
        return
    ours, theirs = compare(
        ([SIDE, "draw", faces, times], [SIDE, "draw", faces, 0]),
        (python("peer_dcgan.py", "draw", faces, times), python("peer_dcgan.py", "draw", faces, 0)))
    add(name, f"{ours / times * 1e3:.2f} ms", f"{theirs / times * 1e3:.2f} ms (eager PyTorch)",
        f"{ours / theirs:.2f}", f"≤ {goal}")


def enlarge(folder, target):
    """CelebA's pictures at their full size of 178×218."""
    from PIL import Image
    target.mkdir()
    for path in sorted((folder / "img_align_celeba").iterdir()):
        Image.open(path).resize((178, 218), Image.BICUBIC).save(target / path.name, quality=92)


def packing_rows(work):
    if not options.celeba or not wanted("packing 178×218 JPEGs"):
        return
    pictures = work / "pictures"
    enlarge(options.celeba, pictures)
    count = len(list(pictures.iterdir()))

    def prepare(limit):
        out = work / "packed.safetensors"
        out.unlink(missing_ok=True)
        return [CLI, "prepare", "--images", pictures, "--out", out, "--crop", "24,56,128,128@178x218",
                *(["--limit", limit] if limit else [])]

    def pillow(*limit):
        return python("peer_packing.py", pictures, work / "packed.npy", *limit)

    def timed(command):
        (work / "packed.safetensors").unlink(missing_ok=True)
        return run(command)[0]

    pairs = [(timed(prepare(0)) - timed(prepare(1)), timed(pillow()) - timed(pillow(1)))
             for _ in range(options.rounds)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs))
    add("packing 178×218 JPEGs", f"{count / ours:.0f} pictures/s",
        f"{count / theirs:.0f} (Pillow loop)", f"{theirs / ours:.2f}", "≥ 3")


def window_rows(work):
    model = work / "model"
    run([CLI, "train", "--images", "sketch", "--steps", 1, "--batch", 4, "--out", model])
    if wanted("start to first faces"):
        pairs = [(run([WINDOW, "start", model])[0], run(["/usr/bin/python3", "-c", "import torch"])[0])
                 for _ in range(2 * options.rounds)]
        ours, theirs = (statistics.median(side) for side in zip(*pairs))
        add("start to first faces", f"{ours:.2f} s", f"{theirs:.2f} s (import torch)",
            f"{ours / theirs:.2f}", "< 1")
    if wanted("slider, nothing else running"):
        idle = json.loads(run([WINDOW, "slider", model, 400])[2])["idle"]
        add("slider, nothing else running", f"99 % within {idle['p99']:.1f} ms",
            f"{idle['moves']} moves, {idle['lost']} late", "", "≤ 16 ms")
    if options.celeba and wanted("slider while training"):
        shutil.rmtree(work / "run", ignore_errors=True)
        result = json.loads(run([WINDOW, "training", model, 600, options.celeba, work / "run"])[2])
        moves, speed = result["training"], result["pictures_per_second"]
        add("slider while training", f"99 % within {moves['p99']:.1f} ms",
            f"{moves['moves']} moves, {moves['lost']} late", "", "≤ 50 ms")
        add("training under a moving slider", f"{speed['while_moving']:.1f} pictures/s",
            f"{speed['undisturbed']:.1f} undisturbed",
            f"{speed['while_moving'] / speed['undisturbed']:.2f}", "> 0.85")
        add("event loop while training", f"held {moves['event_loop_worst']:.1f} ms at worst", "", "",
            "≤ 50 ms")
    if wanted("live curves, 1,000,000 points"):
        curves = json.loads(run([WINDOW, "curves", 1_000_000])[2])["curves"]
        add("live curves, 1,000,000 points", f"99 % within {curves['p99']:.1f} ms",
            f"median {curves['median']:.1f} ms", "", "≤ 16 ms")


def gpu_rows(batch=128, steps=400):
    ours = ([SIDE, "train-gpu", 50 + steps, batch], [SIDE, "train-gpu", 50, batch])
    for name, extra, goal in (("eager PyTorch", [], "≥ 4"),
                              ("torch.compile, bf16, channels_last",
                               ["--compile", "--bf16", "--channels-last"], "≥ 1")):
        if not wanted(f"GPU training, batch {batch}, against {name}"):
            continue
        peer = python("peer_dcgan.py", "train", 50 + steps, batch, "--device", "cuda", *extra)
        peer_start = python("peer_dcgan.py", "train", 50, batch, "--device", "cuda", *extra)
        speeds = [steps * batch / seconds for seconds in compare(ours, (peer, peer_start))]
        add(f"GPU training, batch {batch}", f"{speeds[0]:.0f} pictures/s", f"{speeds[1]:.0f} ({name})",
            f"{speeds[0] / speeds[1]:.2f}", goal)


with tempfile.TemporaryDirectory() as folder:
    if options.gpu:
        gpu_rows()
    else:
        training_row()
        convolution_row()
        drawing_row(36, 60, 0.45)
        drawing_row(1, 2000, 0.5)
        packing_rows(Path(folder))
        window_rows(Path(folder))

widths = [max(len(row[column]) for row in [*rows, ("work", "ours", "against", "ratio", "goal")])
          for column in range(5)]
for row in [("work", "ours", "against", "ratio", "goal"), tuple("-" * width for width in widths), *rows]:
    print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
