"""Reduces Source Serif 4 to the characters that an essay needs: subset.py <folder of its TTF files> <folder for the woff2 files>."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# "Source" is a reserved font name, so a modified version must have another name (SIL Open Font License 1.1, section 3).
NAME = "Reader Serif"
STYLES = {"Regular": "Regular", "It": "Italic", "Semibold": "Semibold"}
FEATURES = ["kern", "mark", "ccmp", "locl", "liga", "lnum", "pnum", "case"]
MORE = {
    "Regular": ["onum", "tnum", "smcp", "c2sc"],  # running text and tables; small capitals are used only in this style
    "Italic": ["onum", "tnum"],
    "Semibold": ["tnum"],  # headings and note numbers use lining figures
}
CHARACTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x160, 0x161, 0x17D, 0x17E,
    0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, *range(0x2018, 0x201F), 0x2020, 0x2021, 0x2022, 0x2026, 0x2032, 0x2033,
    0x2039, 0x203A, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0xFB01, 0xFB02,
]


def cut(source: Path, style: str, target: Path) -> None:
    options = subset.Options(layout_features=FEATURES + MORE[style], hinting=False, flavor="woff2", name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
                             notdef_outline=True)
    font = TTFont(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    rename(font, style)
    subset.save_font(font, str(target), options)


def rename(font: TTFont, style: str) -> None:
    postscript = f"{NAME.replace(' ', '')}-{style}"
    names = {1: NAME, 2: style, 3: postscript, 4: f"{NAME} {style}", 6: postscript, 16: NAME, 17: style}
    for record in font["name"].names:
        if record.nameID in names:
            font["name"].setName(names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)


if __name__ == "__main__":
    sources, targets = Path(sys.argv[1]), Path(sys.argv[2])
    for file, style in STYLES.items():
        cut(sources / f"SourceSerif4-{file}.ttf", style, targets / f"reader-serif-{style.lower()}.woff2")
