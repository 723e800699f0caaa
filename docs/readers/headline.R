# The headline of `servesweep rank`, from the raw request rows of a merged file: means over seeds, changes from the
# baseline over paired seeds, 95 % intervals by Fieller's theorem. usage: Rscript headline.R MERGED.h5; needs hdf5r.
suppressMessages(library(hdf5r))
file <- H5File$new(commandArgs(TRUE)[1], "r")
read <- function(path) file[[path]][]
p99_ms <- function(times, which) unname(quantile(times[which & times >= 0], 0.99)) / 1000
figures <- function(run) { # -1 stands for "never"; requests before the measuring window do not count
  rows <- begin[run] + seq_len(count[run])
  column <- function(name) as.numeric(file[[paste0("requests/", name)]][rows])
  ttft <- column("ttft_us")
  arrival <- column("arrival_us")
  counts <- arrival < 0 | arrival >= window[run]
  of_class <- sapply(seq_along(classes) - 1, function(i) p99_ms(ttft, counts & column("slo_class") == i))
  c(p99_ms(ttft, counts), p99_ms(column("e2e_us"), counts), mean(column("status")[counts] == 0), of_class)
}
change <- function(treatment, baseline) { # of the mean, as a share of the baseline's, with its interval
  q <- qt(0.975, length(baseline) - 1)^2 / length(baseline)
  ratio <- mean(treatment - baseline) / mean(baseline)
  rest <- treatment - baseline - ratio * baseline
  square <- mean(baseline)^2 - q * var(baseline)
  linear <- q * cov(rest, baseline)
  root <- sqrt(linear^2 + square * q * var(rest))
  ratio + c(0, -(linear + root) / square, -(linear - root) / square)
}
begin <- as.numeric(read("runs/request_begin"))
count <- as.numeric(read("runs/request_count"))
window <- read("metrics/measure_from_us")
point <- read("runs/point")
classes <- read("slo_classes/name")[read("slo_classes/workload") == 0]
metrics <- c("ttft_p99_ms", "e2e_p99_ms", "completed_fraction", paste0("ttft_p99_ms.", classes))
done <- which(read("runs/workload") == 0 & read("runs/status") == 0)
done <- done[order(as.numeric(read("runs/seed")[done]))]
values <- lapply(split(done, point[done]), function(runs) sapply(runs, figures)) # by point: metric x seed
for (name in read("strategies/name")) { # the baseline first; each at its point with the best mean TTFT p99
  own <- values[as.character(unique(point[read("runs/strategy") == name]))]
  best <- own[[which.min(sapply(own, function(v) mean(v[1, ])))]]
  if (name == h5attr(file, "baseline")) baseline <- best
  table <- sapply(seq_along(metrics), function(m) c(mean(best[m, ]), change(best[m, ], baseline[m, ])))
  writeLines(sprintf("%s,%s,%.10g,%.10g,%.10g,%.10g", name, metrics, table[1, ], table[2, ], table[3, ], table[4, ]))
}
