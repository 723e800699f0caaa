#!/usr/bin/env bash
# A throw-away Slurm cluster on 127.0.0.1, for tests: three nodes, each a slurmd of its own with four made-up CPUs, no
# system service, nothing outside of one folder. To be sourced; needs no privilege. Works for root, whose jobs are root's,
# and for anybody else, whose jobs are his.
#   cluster_missing          prints which programs are not installed
#   cluster_start FOLDER     starts it; every process dies with the calling script
#   cluster_stop             ends jobs, then daemons
#   cluster_environment      exports what Slurm's and Open MPI's commands need to find their way on it

PATH=$PATH:/usr/sbin:/sbin

cluster_missing() {
  local program
  for program in munged slurmctld slurmd sbatch scontrol setpriv; do
    command -v "$program" >/dev/null || printf '%s ' "$program"
  done
}

cluster_environment() {
  unset "${!SLURM_@}" "${!SBATCH_@}"
  export SLURM_CONF=$cluster_folder/slurm.conf
  # Ranks of two nodes share this machine and its memory, and their local rank numbers: between them TCP only, on lo.
  export OMPI_MCA_btl=self,tcp OMPI_MCA_pml=ob1 OMPI_MCA_osc='^ucx,sm' OMPI_MCA_coll='^sm'
  export OMPI_MCA_btl_tcp_if_include=lo OMPI_MCA_oob_tcp_if_include=lo PMIX_MCA_ptl_tcp_if_include=lo
  if ((EUID == 0)); then export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; fi
}

# A port from which on a dozen are free: below those that the kernel gives out by itself.
free_ports() {
  local first port try
  for ((try = 0; try < 100; ++try)); do
    first=$((20000 + RANDOM % 600 * 20))
    for ((port = first; port < first + 12; ++port)); do
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue 2; fi
    done
    printf '%s' "$first"
    return
  done
  return 1
}

write_cluster_files() {
  local folder=$1 port=$2 user host
  user=$(id -un) host=$(hostname -s)
  head -c 1024 /dev/urandom >"$folder/munge.key"
  chmod 600 "$folder/munge.key"
  printf 'CgroupAutomount=no\n' >"$folder/cgroup.conf"
  # Of what is not usual here: TmpFS per node, as the PMIx plugins of two nodes would fight over one; config_overrides, as
  # a node claims CPUs that the machine has not got; cred_expire, as a job that was requeued waits so long, 120 s by
  # default; a schedule without delays, and timeouts that a busy machine does not hit.
  cat >"$folder/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$folder/munge.socket,cred_expire=5
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
TmpFS=$folder/tmp-%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
PropagateResourceLimits=NONE
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=2,sched_min_interval=0
SlurmdParameters=config_overrides
PriorityType=priority/basic
ReturnToService=2
SlurmctldTimeout=120
SlurmdTimeout=120
MessageTimeout=60
BatchStartTimeout=60
KillWait=10
MinJobAge=3600
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=4 CoresPerSocket=4 RealMemory=1000
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=4 CoresPerSocket=4 RealMemory=1000
NodeName=n3 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 3)) CPUs=4 CoresPerSocket=4 RealMemory=1000
PartitionName=main Nodes=n[1-3] Default=YES MaxTime=INFINITE DefaultTime=10
CONF
}

# A daemon in the foreground of its own; if this script is killed, the kernel kills it too.
cluster_daemon() {
  local name=$1
  shift
  setpriv --pdeathsig KILL "$@" </dev/null >>"$cluster_folder/$name.out" 2>&1 &
  cluster_daemons+=("$!")
}

# Waits until a command succeeds, at most two minutes.
wait_until() {
  local try
  for ((try = 0; try < 1200; ++try)); do
    if "$@"; then return 0; fi
    sleep 0.1
  done
  return 1
}

munge_answers() {
  munge --socket="$cluster_folder/munge.socket" --no-input >/dev/null 2>&1
}

nodes_idle() {
  [[ $(sinfo --noheader --Node --format=%T 2>/dev/null | grep -cx idle) == 3 ]]
}

cluster_start() {
  cluster_folder=$1 cluster_daemons=()
  local port node
  port=$(free_ports)
  chmod 755 "$cluster_folder"
  write_cluster_files "$cluster_folder" "$port"
  cluster_environment
  cluster_daemon munged munged --foreground --num-threads=1 --key-file="$cluster_folder/munge.key" \
    --socket="$cluster_folder/munge.socket" --pid-file="$cluster_folder/munged.pid" \
    --seed-file="$cluster_folder/munged.seed" --log-file="$cluster_folder/munged.log"
  wait_until munge_answers
  mkdir "$cluster_folder/state"
  cluster_daemon slurmctld slurmctld -D -i -f "$SLURM_CONF"
  for node in n1 n2 n3; do
    mkdir "$cluster_folder/spool-$node" "$cluster_folder/tmp-$node"
    cluster_daemon "slurmd-$node" slurmd -D -N "$node" -f "$SLURM_CONF"
  done
  wait_until nodes_idle
}

no_job_runs() {
  [[ -z $(squeue --noheader --states=running,completing,suspended --format=%i 2>/dev/null) ]]
}

# Daemons are children of this shell and not waited for before: their process ids are theirs.
cluster_stop() {
  if ((${#cluster_daemons[@]} == 0)); then return; fi
  timeout 10 scancel --quiet --signal=KILL --full --user="$(id -un)" 2>/dev/null || true
  timeout 10 scancel --quiet --user="$(id -un)" 2>/dev/null || true
  wait_until no_job_runs || true
  kill -TERM "${cluster_daemons[@]}" 2>/dev/null || true
  local try
  for ((try = 0; try < 100; ++try)); do
    if ! kill -0 "${cluster_daemons[@]}" 2>/dev/null; then break; fi
    sleep 0.1
  done
  kill -KILL "${cluster_daemons[@]}" 2>/dev/null || true
  wait "${cluster_daemons[@]}" 2>/dev/null || true
  cluster_daemons=()
}
