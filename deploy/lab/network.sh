# Nodes as network namespaces on one bridge, which stands in a namespace of its own: no way leads out.
net=kept-net
declare -A address=(
  [etcd1]=10.77.0.11 [etcd2]=10.77.0.12 [etcd3]=10.77.0.13
  [db1]=10.77.0.21 [db2]=10.77.0.22 [db3]=10.77.0.23
  [proxy]=10.77.0.30
  [web1]=10.77.0.41 [web2]=10.77.0.42
  [worker1]=10.77.0.51 [worker2]=10.77.0.52
  [client]=10.77.0.60
)
etcds=(etcd1 etcd2 etcd3)
databases=(db1 db2 db3)
webs=(web1 web2)
workers=(worker1 worker2)

make_network() {
  local node
  ip netns add $net
  ip -n $net link set lo up
  ip -n $net link add bridge type bridge
  ip -n $net link set bridge up
  for node in "${!address[@]}"; do
    ip netns add "kept-$node"
    ip link add eth0 netns "kept-$node" type veth peer name "to-$node" netns $net
    ip -n $net link set "to-$node" master bridge up
    ip -n "kept-$node" address add "${address[$node]}/24" dev eth0
    ip -n "kept-$node" link set eth0 up
    ip -n "kept-$node" link set lo up
    mkdir -p "$lab/$node"
  done
}

# Ends what runs in the namespaces and nothing else.
end_network() {
  local node
  for node in "${!address[@]}"; do
    [ ! -e "/run/netns/kept-$node" ] || end_node "$node"
  done
  for node in "${!address[@]}"; do
    [ ! -e "/run/netns/kept-$node" ] || ip netns delete "kept-$node"
  done
  [ ! -e /run/netns/$net ] || ip netns delete $net
}

pids_of() {
  ip netns pids "kept-$1" 2> /dev/null || true
}

signal_node() {
  local pids
  pids=$(pids_of "$2")
  # shellcheck disable=SC2086
  [ -z "$pids" ] || kill "-$1" $pids 2> /dev/null || true
}

end_node() {
  while [ -n "$(pids_of "$1")" ]; do
    signal_node KILL "$1"
    sleep 0.1
  done
}

inside() {
  local node=$1
  shift
  ip netns exec "kept-$node" "$@"
}

# node, user, command: in the background, with what it says in the node's log.
start_in() {
  local node=$1 user=$2
  shift 2
  ip netns exec "kept-$node" setsid runuser -u "$user" -- "$@" >> "$lab/$node/log" 2>&1 < /dev/null &
}

cut_cable() {
  ip -n $net link set "to-$1" down
}

mend_cable() {
  ip -n $net link set "to-$1" up
}
