#include "engine/ruleset/run/many_trials.hpp"

#include <numeric>
#include <string>

namespace mutua::ruleset {

ManyTrials::ManyTrials(const Ruleset& rules, const TrialQuestion& question,
                       const TrialFunction& one)
    : one_{one}, columns_{rules} {
    const bool single = question.row.contracts.size() <= 1 && question.row.clients.size() <= 1;
    by_columns_ = single && prepare(question);
}

/// False for a question that columns do not answer.
bool ManyTrials::prepare(const TrialQuestion& question) {
    Values values = question.row.common;
    for (const auto* more : {&question.row.contracts, &question.row.clients}) {
        for (const Values& one : *more) {
            for (const auto& [name, value] : one) { values.insert_or_assign(name, value); }
        }
    }
    values.insert_or_assign(std::string{question.input}, Value{});
    std::vector<std::string> names;
    for (const auto& [name, value] : values) { names.push_back(name); }
    prepared_ = columns_.prepare(question.package, {std::string{question.figure}},
                                 question.row.clocks, names);
    if (!prepared_.faults().empty()) { return false; }
    for (const ColumnShape& shape : prepared_.inputs()) {
        if (shape.name == question.input) {
            cells_.emplace_back();
            continue;
        }
        const auto cell = columns_.cell_of(shape, values.find(shape.name)->second);
        if (!cell) { return false; }
        cells_.emplace_back(*cell);
    }
    return true;
}

ColumnRows ManyTrials::rows_of(const std::vector<std::int64_t>& inputs) const {
    ColumnRows rows{RowTree::of_rows(inputs.size()), {}};
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        InputColumn column;
        if (!cells_[i]) {
            column.values = inputs;
        } else {
            const bool quotient = prepared_.inputs()[i].type.quotient;
            column.values.resize(inputs.size());
            column.denominators.resize(quotient ? inputs.size() : 0);
            for (std::size_t row = 0; row < inputs.size(); ++row) { column.put(row, *cells_[i]); }
        }
        rows.inputs.push_back(std::move(column));
    }
    return rows;
}

std::vector<SolverSample> ManyTrials::at(const std::vector<std::int64_t>& inputs) {
    std::vector<SolverSample> samples;
    samples.reserve(inputs.size());
    if (!by_columns_) {
        for (const std::int64_t input : inputs) { samples.push_back({input, one_(input)}); }
        return samples;
    }
    const ColumnResult result = prepared_.run(rows_of(inputs));
    const OutputColumn& figures = result.outputs.front();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        samples.push_back({inputs[i], figures.values[i]});
    }
    for (const RejectedRow& one : result.rejected) { samples[one.row].figure.reset(); }
    // What 64 bits do not hold is no answer.
    for (const auto& one : figures.wide) { samples[one.row].figure.reset(); }
    return samples;
}

std::vector<SolverSample> ManyTrials::each(SearchRange range) {
    std::vector<std::int64_t> inputs(static_cast<std::size_t>(range.high - range.low) + 1);
    std::iota(inputs.begin(), inputs.end(), range.low);
    return at(inputs);
}

}  // namespace mutua::ruleset
