# The headline of `servesweep rank`, from the raw request rows of a merged file: means over seeds, changes from the
# baseline over paired seeds, 95 % intervals by Fieller's theorem. usage: julia headline.jl MERGED.h5
# Needs HDF5.jl and Distributions.jl, which Debian does not have: this reader, unlike the others, is not run by tests.
using HDF5, Distributions, Statistics

p99_ms(times, which) = quantile(times[which .& (times .>= 0)], 0.99) / 1000
function figures(file, run, classes)  # -1 stands for "never"; requests before the window do not count
    rows = range(Int(file["runs/request_begin"][run]) + 1, length=Int(file["runs/request_count"][run]))
    status, class, arrival, ttft, e2e =
        (Int.(file["requests/$name"][rows]) for name in ("status", "slo_class", "arrival_us", "ttft_us", "e2e_us"))
    counts = (arrival .< 0) .| (arrival .>= file["metrics/measure_from_us"][run])
    [p99_ms(ttft, counts), p99_ms(e2e, counts), mean(status[counts] .== 0),
     (p99_ms(ttft, counts .& (class .== i - 1)) for i in 1:classes)...]
end
function change(treatment, baseline)  # of the mean, as a share of the baseline's, with its interval
    q = quantile(TDist(length(baseline) - 1), 0.975)^2 / length(baseline)
    ratio = mean(treatment - baseline) / mean(baseline)
    rest = treatment - baseline - ratio * baseline
    square, linear = mean(baseline)^2 - q * var(baseline), q * cov(rest, baseline)
    root = sqrt(linear^2 + square * q * var(rest))
    ratio .+ (0, -(linear + root) / square, -(linear - root) / square)
end
h5open(ARGS[1]) do file
    read_all(path) = read(file[path])
    classes = read_all("slo_classes/name")[read_all("slo_classes/workload") .== 0]
    metrics = ["ttft_p99_ms"; "e2e_p99_ms"; "completed_fraction"; "ttft_p99_ms." .* classes]
    point, strategy, seed = read_all("runs/point"), read_all("runs/strategy"), read_all("runs/seed")
    done = findall((read_all("runs/workload") .== 0) .& (read_all("runs/status") .== 0))
    sort!(done, by=run -> seed[run])
    values = Dict(p => reduce(hcat, [figures(file, run, length(classes)) for run in done if point[run] == p])
                  for p in unique(point[done]))
    baseline = nothing
    for name in read_all("strategies/name")  # the baseline first; each at its point with the best mean TTFT p99
        best = argmin(p -> mean(values[p][1, :]), unique(point[strategy .== name]))
        baseline = something(baseline, values[best])
        for (m, metric) in enumerate(metrics)
            println(join((name, metric, mean(values[best][m, :]), change(values[best][m, :], baseline[m, :])...), ","))
        end
    end
end
