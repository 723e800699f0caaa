# Sums a callgrind file (names uncompressed) by phase of the simulation. A function of the engine belongs to the phase
# of its class; what the libraries do belongs to whoever called them. The phases add up to the whole. The program must
# not inline across files: a function would do what others are named for.
# usage: awk -v requests=N -v steps=N -f phases.awk callgrind.out

function phase_of(name) {
  if (name ~ /^servesweep::benchmark::/) return "harness"
  if (name !~ /^([a-z_:<>]+ )?servesweep::/) return ""  # a library's
  sub(/^([a-z_:<>]+ )?servesweep::[a-z]+::(\(anonymous namespace\)::)?/, "", name)
  if (name ~ /::reset\(/ || name ~ /::clear\(/) return "set-up of the run"
  if (name ~ /^(Simulator|RequestCheck|WorkloadSource|check_)/) return "request source"
  if (name ~ /^(Weighted|[A-Za-z]*Scorer|ScoreSum|add_fewest_first|[A-Za-z]*Routing|RoundRobin|Draws)/) return "routing policy"
  if (name ~ /^(PrefixIndex|PrefixBelief|RecencyCircles|ChainExtents|PartialBlocks?|ResidencyIndex|RangeMap)/) return "router's prefix index"
  if (name ~ /^(PrefixMap|ExtentQueue|Extent|list_shared_blocks|visit_shared)/) return ""  # the cache and the tiers share these
  if (name ~ /^QuietTurns/) return "quiet turns"
  if (name ~ /^(RunningBatch|RunningSet|BatchAdmission|OrderedWalk|ActiveRequest|FormingStep)/ ||
      name ~ /^[A-Za-z]*(Chunking|Preemption)/) return "step formation"
  if (name ~ /^(Cluster|Fleet|Gateway|Arrivals|FactSource|EarliestOf|[A-Za-z]*Admit|[A-Za-z]*Admission)/ ||
      name ~ /^Instance::(accept|report|load|inflight_prefill_tokens)\(/ ||
      name ~ /^(RequestTable::enter|DeliveryQueue::push)\(/) return "gateway and signals"
  if (name ~ /^DecodeCalendar/) return "decode calendar"
  if (name ~ /^(WaitingQueue|WaitLedger|[A-Za-z]*Priority|Fcfs|PriorityFcfs|[A-Za-z]*Scheduling)/) return "waiting queue"
  if (name ~ /^(Instance|Departures|DeliveryQueue|IdlePolls|RequestTable|StallWatch)/ ||
      name ~ /^(StepInFlight|StepPipeline|OutputPublisher|[A-Za-z]*Latency::)/) return "steps and their events"
  if (name ~ /(TieredCache|TierStack|TierStore|LowerTier|TransferLink|CpuTier|LoadTable|FairShare|PrefixLoads|LookAhead)/ ||
      name ~ /^(ArcOrder|LruOrder|GhostLists|[A-Za-z]*Offload)/) return "KV tiers"
  if (name ~ /(KvCache|BlockPool|BlockExtents|ReleaseOrder)/ ||
      name ~ /^(FreeList|Holding|LookupCounter|[A-Za-z]*Eviction)/) return "KV cache"
  if (name ~ /^(ProgressRecorder|GapLedger|TokenGaps)/) return "recorder"
  if (name ~ /^(Collector|ClassTally|Latency|SystemOccupancy|add_up_instances|add_breakdown|jain_index|mean_breakdown)/ ||
      name ~ /^(meets_targets|saturation_of|PriorityInversions|QueueWaits|RecordTable)/) return "collector and summary"
  return "other"
}

# The share of a library function's cost that is its own and that of other libraries below it.
function pure_share(name,   i, callee, cost) {
  if (name in share) return share[name]
  share[name] = 1  # where libraries call each other in circles
  cost = self[name]
  for (i = 1; i <= callees[name]; i++) {
    callee = callee_of[name, i]
    if (phase[callee] == "") cost += edge[name, callee] * pure_share(callee)
  }
  share[name] = self[name] + below[name] > 0 ? cost / (self[name] + below[name]) : 0
  return share[name]
}

function meet(name) {
  sub(/'[0-9]+$/, "", name)  # a recursive call
  if (!(name in phase)) { phase[name] = phase_of(name); self[name] += 0 }
  return name
}

/^fn=/ { current = meet(substr($0, 4)); next }
/^cfn=/ { callee = meet(substr($0, 5)); next }
/^calls=/ { is_call = 1; next }
/^[0-9+*-]/ {
  if (is_call) {
    if (!((current, callee) in edge)) callee_of[current, ++callees[current]] = callee
    edge[current, callee] += $2
    below[current] += $2
  } else {
    self[current] += $2
    whole += $2
  }
  is_call = 0
}

END {
  if (whole == 0) { print "phases.awk: no instructions were counted; is this a callgrind file?" > "/dev/stderr"; exit 1 }
  for (name in phase) {
    if (phase[name] == "") continue
    sum[phase[name]] += self[name]
    for (i = 1; i <= callees[name]; i++) {
      callee = callee_of[name, i]
      if (phase[callee] == "") sum[phase[name]] += edge[name, callee] * pure_share(callee)
    }
  }
  printf "%-26s %14s %7s %14s %11s\n", "phase", "instructions", "share", "per request", "per step"
  sort = "sort -t '\t' -k 2,2nr | cut -f 1"
  for (name in sum) {
    printf "%-26s %14.0f %5.1f %% %14.1f %11.1f\t%.0f\n", name, sum[name], 100 * sum[name] / whole,
      sum[name] / requests, sum[name] / steps, sum[name] | sort
  }
  close(sort)
  printf "%-26s %14.0f %5.1f %% %14.1f %11.1f\n", "all", whole, 100, whole / requests, whole / steps
}
