# etcd, Patroni with PostgreSQL, and HAProxy, from the same files that a real installation uses.
etcd_members="etcd1=http://10.77.0.11:2380,etcd2=http://10.77.0.12:2380,etcd3=http://10.77.0.13:2380"
etcd_clients="10.77.0.11:2379,10.77.0.12:2379,10.77.0.13:2379"
password=only-in-the-lab

start_etcd() {
  local node
  for node in "${etcds[@]}"; do
    chown postgres "$lab/$node"
    sed -e "s#@NAME@#$node#;s#@ADDRESS@#${address[$node]}#g;s#@DATA@#$lab/$node/data#;s#@CLUSTER@#$etcd_members#" \
      "$deploy/etcd/etcd.env" > "$lab/$node/etcd.env"
    start_etcd_on "$node"
  done
  wait_for "etcd" 60 etcdctl_all endpoint health
}

start_etcd_on() {
  # shellcheck disable=SC2016
  start_in "$1" postgres sh -c 'set -a; . "$1"; exec etcd' sh "$lab/$1/etcd.env"
}

etcdctl_all() {
  ETCDCTL_API=3 inside client timeout 5 etcdctl --endpoints="$etcd_clients" "$@"
}

etcd_leader() {
  local node
  for node in "${etcds[@]}"; do
    if state_of_etcd "$node" | grep -q leads; then
      echo "$node"
      return
    fi
  done
  return 1
}

state_of_etcd() {
  local said
  said=$(ETCDCTL_API=3 inside client timeout 3 etcdctl --endpoints="${address[$1]}:2379" endpoint status -w fields 2> /dev/null) || { echo "does not answer"; return 0; }
  [ "$(sed -n 's/^"MemberID" : //p' <<< "$said")" = "$(sed -n 's/^"Leader" : //p' <<< "$said")" ] && echo leads || echo follows
}

start_databases() {
  local node
  cp "$deploy/patroni/create-database" "$lab/"
  echo $password > "$lab/kept-password"
  for node in "${databases[@]}"; do
    mkdir -p "$lab/$node/sockets"
    sed -e "s#@NAME@#$node#;s#@ADDRESS@#${address[$node]}#g;s#@ETCD@#$etcd_clients#;s#@BUFFERS@#128MB#;s#@FOLDER@#$lab#" \
      -e "s#@DATA@#$lab/$node/data#g;s#@NETWORK@#10.77.0.0/24#g;s#@SOCKETS@#$lab/$node/sockets#;s#@WATCHDOG@#off#" \
      -e "s#@[A-Z]*_PASSWORD@#$password#" "$deploy/patroni/patroni.yml" > "$lab/$node/patroni.yml"
    chown -R postgres "$lab/$node"
    start_database_on "$node"
  done
}

start_database_on() {
  start_in "$1" postgres patroni "$lab/$1/patroni.yml"
}

state_of_database() {
  local said
  said=$(inside client curl -s -m 2 "http://${address[$1]}:8008/" 2> /dev/null) || { echo "does not answer"; return 0; }
  sed -E 's/.*"state": "([a-z ]+)".*"role": "([a-z_]+)".*/\2, \1/' <<< "$said" | tr -d '\n'
  grep -q '"sync_standby": true' <<< "$said" && echo ", in step" || echo
}

primary() {
  local node
  for node in "${databases[@]}"; do
    if [ "$(inside client curl -s -m 2 -o /dev/null -w '%{http_code}' "http://${address[$node]}:8008/primary" || true)" = 200 ]; then
      echo "$node"
      return
    fi
  done
  return 1
}

start_proxy() {
  local servers='' webservers='' node
  for node in "${databases[@]}"; do
    servers+="    server $node ${address[$node]}:5432 check port 8008\\n"
  done
  for node in "${webs[@]}"; do
    webservers+="    server $node ${address[$node]}:5080 check\\n"
  done
  sed -e "s#@GLOBAL@#log stdout local0 notice#;s#^@DATABASES@#$servers#;s#^@WEBS@#$webservers#" "$deploy/haproxy/haproxy.cfg" > "$lab/proxy/haproxy.cfg"
  start_in proxy root haproxy -W -f "$lab/proxy/haproxy.cfg"
}

connection_string() {
  echo "Host=${address[proxy]};Database=kept;Username=kept;Password=$password;Timeout=15;Command Timeout=20;Maximum Pool Size=40"
}

primary_psql() {
  local words=()
  [ $# -eq 0 ] || words=(-c "$1")
  PGPASSWORD=$password PGCONNECT_TIMEOUT=5 inside client psql -h "${address[proxy]}" -U kept -d kept -At "${words[@]}"
}

primary_answers() {
  primary_psql "SELECT 1"
}
