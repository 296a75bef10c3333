#!/bin/bash
# Builds mediasoup-worker from the worker source in mediasoup's npm package and the libraries of Debian 12.
#
#   build.sh SOURCE WORK OUT
#     SOURCE  the installed package's worker folder
#     WORK    a scratch folder, emptied first
#     OUT     the file to write
#
# Overlay folders bear the `directory` names of the worker's wraps, so meson takes them and downloads nothing.
# libsrtp is built from Debian's source package on OpenSSL if it can be had: it carries 35 to 45% more packets than
# Debian's own build of it, which does its ciphers with NSS. Otherwise Debian's build is used.
#
# Clang takes 40% of GCC's time: it instantiates the templates of the precompiled header once, GCC in every file.
set -euo pipefail
export CC=clang CXX=clang++

SOURCE=$(realpath "$1")
WORK=$(realpath -m "$2")
OUT=$(realpath -m "$3")
HERE=$(cd "$(dirname "$0")" && pwd)

rm -rf "$WORK"
mkdir -p "$WORK"
cd "$WORK"

# Debian's signed source package, through a package list of its own: the machine's is left as it is.
fast_srtp() {
  local lists="$WORK/apt/lists" sources="$WORK/apt/sources.list" prefix="$WORK/srtp"
  mkdir -p "$lists/partial" "$WORK/srtp-source"
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -n 's/^deb \(.*\)/deb-src \1/p' > "$sources"
  local stanza
  for stanza in /etc/apt/sources.list.d/*.sources; do
    [ -f "$stanza" ] && sed 's/^Types:.*/Types: deb-src/' "$stanza" > "$WORK/apt/$(basename "$stanza")"
  done
  local apt=(-o Dir::Etc::SourceList="$sources" -o Dir::Etc::SourceParts="$WORK/apt" -o Dir::State::Lists="$lists"
    -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o APT::Sandbox::User=root)
  apt-get "${apt[@]}" -qq update
  (cd "$WORK/srtp-source" && apt-get "${apt[@]}" -qq source --download-only libsrtp2)
  tar xf "$WORK"/srtp-source/libsrtp2_*.orig.tar.* -C "$WORK/srtp-source"
  cd "$WORK"/srtp-source/libsrtp-*/
  # Never the shared library: the worker must run where only Debian's OpenSSL is.
  CFLAGS='-O3 -fPIC' ./configure --enable-openssl --prefix="$prefix"
  make -j"$(nproc)" libsrtp2.a
  mkdir -p "$prefix/lib/pkgconfig" "$prefix/include/srtp2"
  cp libsrtp2.a "$prefix/lib/"
  cp include/srtp.h include/ekt.h crypto/include/{cipher,auth,crypto_types}.h "$prefix/include/srtp2/" 2>/dev/null ||
    cp include/srtp.h crypto/include/{cipher,auth,crypto_types}.h "$prefix/include/srtp2/"
  local version
  version=$(sed -n 's/^PACKAGE_VERSION *= *//p' Makefile | head -1)
  cat > "$prefix/lib/pkgconfig/libsrtp2.pc" <<PC
Name: libsrtp2
Description: Secure RTP on OpenSSL
Version: ${version:-2.5.0}
Requires: libcrypto
Libs: -L$prefix/lib -lsrtp2
Cflags: -I$prefix/include
PC
}
if (fast_srtp) > "$WORK/srtp.log" 2>&1; then
  export PKG_CONFIG_PATH="$WORK/srtp/lib/pkgconfig"
  echo 'srtp: openssl'
else
  echo 'srtp: the distribution'"'"'s'
fi

cp -r "$SOURCE" worker
cp -r "$HERE/overlay/subprojects/." worker/subprojects/
cp -r "$HERE/overlay/pch" .

# The only edit: Debian 12 has meson 1.0.1, which builds this just as well.
sed -i "s/meson_version: '>= 1.1.0'/meson_version: '>= 1.0.0'/" worker/meson.build

# No --buildtype: in meson 1.0 it would override the optimization. Without -fPIC on libwebrtc, its files can
# use the same precompiled header.
env -u PYTHONPATH -u NINJA meson setup -Doptimization=3 -Ddebug=false -Db_ndebug=true --wrap-mode=nodownload \
  -Db_staticpic=false -Dcpp_args="-include $WORK/pch/ms_pch.hpp" out worker > "$WORK/meson.log"

ninja -C out fbs/FBS/message.h > /dev/null
# The command line of a worker file, less its own files and defines.
COMPILE=$(ninja -C out -t commands mediasoup-worker |
  sed -nE '/src\/RTC\/Router\.cpp$/{s/ -MD -MQ [^ ]+ -MF [^ ]+ -o [^ ]+ -c [^ ]+$//; s/ -include [^ ]+//; s/ -DMS_EXECUTABLE//; p}')
(cd out && $COMPILE -fpch-instantiate-templates -x c++-header -o ../pch/ms_pch.hpp.pch ../pch/ms_pch.hpp)
ninja -C out mediasoup-worker
strip -o "$OUT" out/mediasoup-worker
