% The headline of `servesweep rank`, from the raw request rows of a merged file: means over seeds, changes from the
% baseline over paired seeds, 95 % intervals by Fieller's theorem. usage: octave-cli headline.m MERGED.h5
1;
function values = figures(run, file, classes)  % -1 stands for "never"; requests before the window do not count
  rows = double(file.runs.request_begin(run)) + (1:double(file.runs.request_count(run)));
  read = @(name) double(file.requests.(name)(rows));
  counts = read("arrival_us") < 0 | read("arrival_us") >= file.metrics.measure_from_us(run);
  p99_ms = @(times, which) quantile(times(which & times >= 0)(:), 0.99, 1, 7) / 1000;
  values = [p99_ms(read("ttft_us"), counts); p99_ms(read("e2e_us"), counts); mean(read("status")(counts) == 0)];
  for class = 0:classes - 1
    values(end + 1) = p99_ms(read("ttft_us"), counts & read("slo_class") == class);
  end
end
function result = change(treatment, baseline)  % of the mean, as a share of the baseline's, with its interval
  n = numel(baseline);
  q = (n - 1) * (1 / betaincinv(0.05, (n - 1) / 2, 0.5) - 1) / n;  % t^2 / n
  ratio = mean(treatment - baseline) / mean(baseline);
  rest = treatment - baseline - ratio * baseline;
  square = mean(baseline)^2 - q * var(baseline);
  linear = q * sum((rest - mean(rest)) .* (baseline - mean(baseline))) / (n - 1);
  root = sqrt(linear^2 + square * q * var(rest));
  result = ratio + [0, -(linear + root) / square, -(linear - root) / square];
end
file = load("-hdf5", argv(){1});  % all of it: Octave has no other way
names = cellstr(file.slo_classes.name(file.slo_classes.workload == 0, :));
metrics = [{"ttft_p99_ms"; "e2e_p99_ms"; "completed_fraction"}; strcat("ttft_p99_ms.", names)];
done = find(file.runs.workload == 0 & file.runs.status == 0);
[~, order] = sort(file.runs.seed(done));
values = cell2mat(arrayfun(@(run) figures(run, file, numel(names)), done(order), "UniformOutput", false));
point = file.runs.point(done(order));
for strategy = cellstr(file.strategies.name)'  % the baseline first; each at its point with the best mean TTFT p99
  own = unique(point(strcmp(cellstr(file.runs.strategy(done(order), :)), strategy)));
  [~, best] = min(arrayfun(@(p) mean(values(1, point == p)), own));
  ours = values(:, point == own(best));
  if isequal(strategy, cellstr(file.strategies.name)(1)), baseline = ours; end
  for m = 1:rows(ours)
    figures = [mean(ours(m, :)), change(ours(m, :), baseline(m, :))];
    printf("%s,%s,%.10g,%.10g,%.10g,%.10g\n", strategy{1}, metrics{m}, figures);
  end
end
