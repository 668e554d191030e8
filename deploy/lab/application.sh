# Nodes of Kept.
build_program() {
  [ -z "${KEPT_PROGRAM-}" ] || return 0
  dotnet build "$deploy/../src/Kept" -c Release -v quiet -clp:ErrorsOnly -nodeReuse:false
}

start_application() {
  local node
  cc -O2 -shared -fPIC -o "$lab/clock.so" "$deploy/lab/clock.c"
  openssl rand -base64 32 > "$lab/sign-in"
  chmod 644 "$lab/sign-in"
  mkdir -p "$lab/uploads"
  for node in "${webs[@]}" "${workers[@]}"; do
    set_clock "$node" 0
    start_application_on "$node"
    # The others find the council that the first has made.
    [ -z "${KEPT_LAB_DEMO-}" ] || until [ "$(state_of_application "${webs[0]}")" = "answers 200" ]; do sleep 0.5; done
  done
}

start_application_on() {
  local node=$1 role=${1%[0-9]} council=--empty
  [ -z "${KEPT_LAB_DEMO-}" ] || [ "$node" != "${webs[0]}" ] || council=
  # Started again whenever it ends, as systemd would.
  start_in "$node" root env LD_PRELOAD="$lab/clock.so" KEPT_LAB_CLOCK="$lab/$node/clock" \
    DOTNET_gcServer=0 ASPNETCORE_URLS="http://${address[$node]}:5080" Kept__Role="$role" \
    Kept__DataFolder="$lab/$node/data" Kept__FilesFolder="$lab/uploads" Kept__SignInKeys__SecretFile="$lab/sign-in" \
    Kept__PublicAddress="http://${address[proxy]}:8080" Kept__TrustedProxies__0="${address[proxy]}" Api__PerMinuteWithoutKey=0 \
    Kept__Database__Provider=PostgreSQL Kept__Database__ConnectionString="$(connection_string)" \
    Mail__Smtp__Host="${address[client]}" Mail__Smtp__Port=2525 Mail__Smtp__StartTls=false Mail__Smtp__Timeout=10 \
    sh -c 'while true; do "$@"; sleep 2; done' sh "$(command -v dotnet)" "$program/kept.dll" $council
}

# node, seconds: the same number of bytes each time, as the file is mapped into the node's memory.
set_clock() {
  printf '%-8s' "$2" > "$lab/$1/clock.new"
  cat "$lab/$1/clock.new" 1<> "$lab/$1/clock"
}

state_of_application() {
  local code page=health/ready
  [ -n "$(pids_of "$1")" ] || { echo "is not running"; return 0; }
  [ "${1%[0-9]}" = worker ] || page=api/v1/services
  code=$(inside client curl -s -m 5 -o /dev/null -w '%{http_code}' "http://${address[$1]}:5080/$page" || true)
  [ "$code" = 200 ] && echo "answers 200" || echo "does not answer ($code)"
}

page_answers() {
  inside client curl -sf -m 5 -o /dev/null "http://${address[proxy]}:8080/api/v1/services"
}
