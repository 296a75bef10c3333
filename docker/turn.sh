#!/bin/sh
# Starts coturn with turnserver.conf beside this file and the settings of docker/.env. The secret goes into a
# file that only coturn reads: everyone on the machine can read arguments.
set -eu
umask 077
here=$(dirname "$0")
tls=${TURN_TLS:-$here/tls}

# 78 (EX_CONFIG): a wrong setting.
refuse() {
  echo "$1" >&2
  exit 78
}

secret=${TURN_SECRET:-}
[ "${#secret}" -ge 16 ] ||
  refuse 'TURN_SECRET is not set, or too short: at least 16 characters are needed, the same as for the servers.'
[ -n "${TURN_REALM:-}" ] || refuse 'TURN_REALM is not set: name the conference, e.g. conference.example.org.'
[ -n "${SFU_ANNOUNCED_ADDRESS:-}" ] ||
  refuse 'SFU_ANNOUNCED_ADDRESS is not set: coturn would relay to nobody. Name the addresses of all media nodes.'

folder=$(mktemp -d)
settings=$folder/turnserver.conf
{
  cat "$here/turnserver.conf"
  echo "static-auth-secret=$secret"
  echo "realm=$TURN_REALM"
  echo "userdb=$folder/turndb"
  echo "pidfile=$folder/turnserver.pid"
} >"$settings"

for name in $(echo "$SFU_ANNOUNCED_ADDRESS" | tr ',' ' '); do
  addresses=$(getent ahosts "$name" | cut -d' ' -f1 | sort -u)
  [ -n "$addresses" ] ||
    refuse "SFU_ANNOUNCED_ADDRESS names \"$name\", for which no address is known. Correct it, or write the address."
  for address in $addresses; do echo "allowed-peer-ip=$address"; done
done >>"$settings"

if [ -r "$tls/cert.pem" ] && [ -r "$tls/key.pem" ]; then
  printf 'cert=%s\npkey=%s\ntls-listening-port=5349\n' "$tls/cert.pem" "$tls/key.pem"
else
  echo "There is no readable cert.pem and key.pem in $tls: coturn runs without TLS." >&2
  printf 'no-tls\nno-dtls\n'
fi >>"$settings"

exec turnserver -c "$settings" "$@"
