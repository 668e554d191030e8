# Nodes of Kept.
build_program() {
  [ -z "${KEPT_PROGRAM-}" ] || return 0
  dotnet build "$deploy/../src/Kept" -c Release -v quiet -clp:ErrorsOnly -nodeReuse:false
}

start_application() {
  local node
  openssl rand -base64 32 > "$lab/sign-in"
  chmod 644 "$lab/sign-in"
  mkdir -p "$lab/uploads"
  for node in "${webs[@]}" "${workers[@]}"; do
    echo "+0" > "$lab/$node/clock"
    start_application_on "$node"
  done
}

start_application_on() {
  local node=$1 role=${1%[0-9]}
  # The clock of a node is read from a file; its steady counter is left alone, as setting a real clock leaves it.
  start_in "$node" root env LD_PRELOAD="$(faketime_library)" FAKETIME_TIMESTAMP_FILE="$lab/$node/clock" FAKETIME_CACHE_DURATION=1 \
    FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 \
    DOTNET_gcServer=0 ASPNETCORE_URLS="http://${address[$node]}:5080" Kept__Role="$role" \
    Kept__DataFolder="$lab/$node/data" Kept__FilesFolder="$lab/uploads" Kept__SignInKeys__SecretFile="$lab/sign-in" \
    Kept__PublicAddress="http://${address[proxy]}:8080" Kept__TrustedProxies__0="${address[proxy]}" \
    Kept__Database__Provider=PostgreSQL Kept__Database__ConnectionString="$(connection_string)" \
    Mail__Smtp__Host="${address[client]}" Mail__Smtp__Port=2525 Mail__Smtp__StartTls=false Mail__Smtp__Timeout=10 \
    "$(command -v dotnet)" "$program/kept.dll" --empty
}

faketime_library() {
  ls /usr/lib/*/faketime/libfaketime.so.1 2> /dev/null | head -n 1
}

state_of_application() {
  local code
  [ -n "$(pids_of "$1")" ] || { echo "is not running"; return 0; }
  [ "${1%[0-9]}" = web ] || { echo "runs"; return 0; }
  code=$(inside client curl -s -m 5 -o /dev/null -w '%{http_code}' "http://${address[$1]}:5080/api/v1/services" || true)
  echo "answers $code"
}

page_answers() {
  inside client curl -sf -m 5 -o /dev/null "http://${address[proxy]}:8080/api/v1/services"
}
