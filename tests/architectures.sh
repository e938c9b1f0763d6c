#!/usr/bin/env bash
# The tests of what must be the same everywhere, on machines unlike this one: numbers, the numbering plan, pools and
# their vectors, decisions. Under QEMU, from Debian's packages, with the standard library from rustup.
#
#   tests/architectures.sh                               PowerPC: 32 bits, big-endian
#   tests/architectures.sh s390x-unknown-linux-gnu       64 bits, big-endian
#   tests/architectures.sh i686-unknown-linux-gnu        32 bits, little-endian
set -euo pipefail
cd "$(dirname "$0")/.."

target=${1:-powerpc-unknown-linux-gnu}
case $target in
    powerpc-unknown-linux-gnu) gnu=powerpc-linux-gnu debian=powerpc qemu=ppc ;;
    s390x-unknown-linux-gnu) gnu=s390x-linux-gnu debian=s390x qemu=s390x ;;
    i686-unknown-linux-gnu) gnu=i686-linux-gnu debian=i386 qemu=i386 ;;
    *) echo "$0: no case for $target" >&2 && exit 2 ;;
esac

if ! command -v "$gnu-gcc" "qemu-$qemu-static" >/dev/null || [ ! -d "/usr/$gnu" ]; then
    apt-get update
    apt-get install --yes --no-install-recommends "gcc-$gnu" "libc6-dev-$debian-cross" qemu-user-static
fi
rustup target add "$target"

name=${target//-/_}
export "CARGO_TARGET_${name^^}_LINKER=$gnu-gcc"
export "CARGO_TARGET_${name^^}_RUNNER=qemu-$qemu-static -L /usr/$gnu"
exec cargo test --package originator --target "$target" --locked \
    --lib --test decisions --test numbering --test vectors
