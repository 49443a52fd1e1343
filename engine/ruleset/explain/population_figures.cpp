#include "engine/ruleset/explain/population_figures.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

constexpr std::size_t piece_rows = 4'096;

/// Most cells are numbers with decimals that fit; their ranges are looked at when they are
/// computed.
bool put_number(const Type& type, const Value& value, std::int64_t& cell) {
    const Number* number = std::get_if<Number>(&value);
    if (number == nullptr || !type.is_number() || type.quotient ||
        number->decimals > type.decimals) {
        return false;
    }
    auto raw = static_cast<std::int64_t>(number->raw);
    if (raw != number->raw) { return false; }
    for (unsigned i = number->decimals; i < type.decimals; ++i) {
        if (__builtin_mul_overflow(raw, 10, &raw)) { return false; }
    }
    cell = raw;
    return true;
}

template <typename T>
void append(std::vector<T>& all, const std::vector<T>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

PopulationRun::PopulationRun(const PopulationQuestion& asked,
                             const std::vector<std::string>& wanted)
    : question{asked}, figures{wanted} {
    std::set<std::string> names;
    for (const PopulationRow& row : question.rows) {
        for (const auto& [name, value] : row.values) {
            if (!names.contains(name)) { names.insert(name); }
        }
    }
    given.assign(names.begin(), names.end());
}

PopulationFigures::PopulationFigures(const Ruleset& rules, Date day, const PopulationRun& run)
    : calculator_{rules}, columns_(run.figures.size()) {
    const PopulationQuestion& question = run.question;
    prepared_ = calculator_.prepare(question.package, run.figures, Clocks::all(day), run.given);
    const std::size_t count = question.rows.size();
    if (prepared_.faults().empty()) {
        for (std::size_t i = 0; i < run.given.size(); ++i) { inputs_.emplace(run.given[i], i); }
        for (std::size_t begin = 0; begin < count; begin += piece_rows) {
            const std::size_t end = std::min(begin + piece_rows, count);
            keep(prepared_.run(columns_of(question, begin, end)), begin);
        }
    } else {
        for (std::size_t row = 0; row < count; ++row) { unfit_.insert(unfit_.end(), row); }
    }
    compute_alone(rules, day, run);
}

ColumnRows PopulationFigures::columns_of(const PopulationQuestion& question, std::size_t begin,
                                         std::size_t end) {
    ColumnRows columns;
    columns.tree = RowTree::of_rows(end - begin);
    for (const ColumnShape& shape : prepared_.inputs()) {
        InputColumn& made = columns.inputs.emplace_back();
        made.values.assign(end - begin, 0);
        made.denominators.assign(shape.type.quotient ? end - begin : 0, 1);
        made.given.assign(end - begin, 0);
    }
    for (std::size_t row = begin; row < end; ++row) {
        put(columns, question.rows[row].values, row - begin, row);
    }
    return columns;
}

void PopulationFigures::put(ColumnRows& columns, const Values& values, std::size_t row,
                            std::size_t whole_row) {
    auto at = inputs_.begin();
    for (const auto& [name, value] : values) {
        while (at->first != name) { ++at; }  // both are in order
        const ColumnShape& shape = prepared_.inputs()[at->second];
        InputColumn& made = columns.inputs[at->second];
        made.given[row] = 1;
        if (put_number(shape.type, value, made.values[row])) { continue; }
        const auto cell = calculator_.cell_of(shape, value);
        if (!cell) {
            unfit_.insert(whole_row);
            return;
        }
        made.put(row, *cell);
    }
}

void PopulationFigures::keep(ColumnResult&& result, std::size_t begin) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        append(columns_[i].values, result.outputs[i].values);
        append(columns_[i].denominators, result.outputs[i].denominators);
        append(columns_[i].applicable, result.outputs[i].applicable);
        for (const auto& one : result.outputs[i].wide) {
            columns_[i].wide.push_back({begin + one.row, one.cell});
        }
    }
    for (const RejectedRow& one : result.rejected) {
        const std::size_t row = begin + one.row;
        if (!unfit_.contains(row)) { refused_.emplace(row, one.faults.front()); }
    }
}

void PopulationFigures::compute_alone(const Ruleset& rules, Date day, const PopulationRun& run) {
    Calculator calculator{rules};
    const PopulationQuestion& question = run.question;
    for (const std::size_t row : unfit_) {
        const Outcome outcome = calculator.evaluate(
            question.package, run.figures, Case{Clocks::all(day), question.rows[row].values, {}});
        if (!outcome.ok()) {
            refused_.emplace(row, outcome.faults.front());
            continue;
        }
        std::vector<Figure>& made = alone_[row];
        for (const std::string& name : run.figures) { made.push_back(outcome.at(name)); }
    }
}

Figure PopulationFigures::at(std::size_t figure, std::size_t row) const {
    if (const auto alone = alone_.find(row); alone != alone_.end()) {
        return alone->second.at(figure);
    }
    const OutputColumn& column = columns_.at(figure);
    return {calculator_.value_of(prepared_.outputs()[figure], column.at(row)),
            column.applicable.at(row) != 0};
}

const OutputColumn* PopulationFigures::plain_column(std::size_t figure) const {
    const OutputColumn& column = columns_.at(figure);
    if (column.values.empty() || !column.wide.empty()) { return nullptr; }
    const Type& type = prepared_.outputs()[figure].type;
    const bool plain = type.kind == ValueKind::number && !type.quotient;
    return plain ? &column : nullptr;
}

}  // namespace mutua::ruleset
