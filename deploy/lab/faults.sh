# What can be broken, and how it is mended. "break" prints the nodes it broke, "heal" takes them.
break_it() {
  local fault=${1-} node
  case $fault in
    kill-primary | freeze-primary | cut-network) node=$(primary) || fail "There is no primary to break." ;;
    kill-etcd) node=$(etcd_leader) || fail "No etcd leads." ;;
    kill-node | set-clock-back) node="web$((RANDOM % 2 + 1)) worker$((RANDOM % 2 + 1))" ;;
    *) fail "There is no fault $fault; see deploy/cluster-lab --help." ;;
  esac
  for_each break_node "$fault" "$node"
  echo "$node"
}

heal_it() {
  local fault=${1-}
  shift
  for_each heal_node "$fault" "$*"
}

for_each() {
  local node
  for node in $3; do
    [ -n "${address[$node]-}" ] || fail "There is no node $node."
    "$1" "$2" "$node"
  done
}

break_node() {
  case $1 in
    kill-primary | kill-etcd | kill-node) end_node "$2" ;;
    freeze-primary) signal_node STOP "$2" ;;
    cut-network) cut_cable "$2" ;;
    set-clock-back) set_clock "$2" -3600 ;;
  esac
}

heal_node() {
  case $1 in
    kill-primary) start_database_on "$2" ;;
    kill-etcd) start_etcd_on "$2" ;;
    kill-node) start_application_on "$2" ;;
    freeze-primary) signal_node CONT "$2" ;;
    cut-network) mend_cable "$2" ;;
    set-clock-back) set_clock "$2" 0 ;;
    *) fail "There is no fault $1; see deploy/cluster-lab --help." ;;
  esac
}
