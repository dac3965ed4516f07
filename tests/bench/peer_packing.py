"""Packs face crops as a Python user would, with Pillow: peer_packing.py FOLDER OUT [LIMIT]"""
import sys
from pathlib import Path

import numpy
from PIL import Image

paths = sorted(Path(sys.argv[1]).iterdir())
if len(sys.argv) > 3:
    paths = paths[: int(sys.argv[3])]
packed = numpy.lib.format.open_memmap(sys.argv[2], "w+", numpy.uint8, (len(paths), 3, 64, 64))
for index, path in enumerate(paths):
    picture = Image.open(path).convert("RGB").crop((24, 56, 152, 184)).resize((64, 64), Image.BOX)
    packed[index] = numpy.asarray(picture).transpose(2, 0, 1)
packed.flush()
