#pragma once

#include <optional>
#include <set>
#include <string>

#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/template_value.h"

namespace servesweep::sweep {

/// What a strategy's gateway knows, and how late: a product's scrape interval and its predictor
/// belong to the product. Each setting, all of which may be `$name`, replaces the study's
/// `cluster:`; the predictor as a whole.
///
///   {signal_refresh_us: 50000, cache_event_delay_us: 0,
///    predictor: {kind: none | lognormal | oracle, log_error: 0.5, log_bias: 0}}
class SignalsTemplate {
 public:
  /// Problem (file:line: field) for unknown keys and kinds, undeclared references, and errors of a
  /// predictor that has none; names referred to are added to `used`.
  [[nodiscard]] static SignalsTemplate read(const io::Document& node, const ParameterSpace& space,
                                            std::set<std::string>& used);

  /// Problem (where = the field of the scenario) for values of the wrong type; ranges are the
  /// engine's matter.
  void apply_to(engine::Scenario& scenario, const Point& point) const;
  [[nodiscard]] bool empty() const { return !refresh_us_ && !cache_delay_us_ && !kind_; }
  [[nodiscard]] bool has_predictor() const { return kind_.has_value(); }
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

 private:
  void read_predictor(const io::Document& node, const ParameterSpace& space,
                      std::set<std::string>& used);
  [[nodiscard]] engine::PredictorSpec predictor_at(const Point& point) const;

  std::optional<TemplateValue> refresh_us_, cache_delay_us_;
  std::optional<TemplateValue> kind_, log_error_, log_bias_;  ///< of the predictor
};

}  // namespace servesweep::sweep
