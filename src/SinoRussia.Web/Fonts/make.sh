#!/usr/bin/env bash
# Rebuilds the site's typeface from Source Serif 4, and downloads the hyperlegible one. Run it by hand when a character is
# missing or a new version is out. The results are committed; no build runs this script. It needs npm, and fontTools with
# Brotli (Debian: fonttools, python3-brotli).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fonts=$here/../../../wwwroot/fonts
from=$(mktemp -d)
trap 'rm -rf "$from"' EXIT

npm install --no-audit --no-fund --loglevel=error --no-save --prefix "$from" source-serif@4.5.1 @fontsource/atkinson-hyperlegible-next@5.3.0
mkdir -p "$fonts" "$from/made"
rm -f "$fonts"/*.woff2
"${PYTHON:-python3}" "$here/subset.py" "$from/node_modules/source-serif/TTF" "$from/made"
cp "$from/node_modules/source-serif/LICENSE.md" "$fonts/reader-serif-license.md"
cp "$from/node_modules/@fontsource/atkinson-hyperlegible-next/LICENSE" "$fonts/atkinson-hyperlegible-next-license.txt"
for style in 400-normal 400-italic 600-normal; do
  cp "$from/node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-$style.woff2" "$from/made/hyperlegible-$style.woff2"
done

# Stylesheets cannot contain the build's fingerprints, so each font is named after its content and can be cached for ever.
stylesheet=$fonts/../css/fonts.css
for font in "$from"/made/*.woff2; do
  name=$(basename "$font" .woff2)
  named=$name.$(sha256sum "$font" | cut -c 1-10).woff2
  cp "$font" "$fonts/$named"
  sed -i -E "s|fonts/$name(\.[0-9a-f]+)?\.woff2|fonts/$named|" "$stylesheet"
done
ls -l "$fonts"
