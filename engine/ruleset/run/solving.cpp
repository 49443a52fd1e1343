#include "engine/core/contract.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/program/slopes.hpp"
#include "engine/ruleset/run/calculator_state.hpp"
#include "engine/ruleset/run/every_value.hpp"
#include "engine/ruleset/run/many_trials.hpp"
#include "engine/ruleset/run/solver.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

constexpr std::int64_t widest_range = 100'000'000'000;
constexpr std::int64_t point_count = 256;
/// Values close to an answer that are tried where nothing is proved.
constexpr std::int64_t window_unproved = 64;
/// A jitter wider than this, in steps of the input, proves nothing of use.
constexpr std::int64_t window_max = 100'000;

/// Raw numbers that are looked at lie within.
constexpr std::int64_t limit_of_search = 1'000'000'000'000'000'000;

/// The declared range in raw numbers; a rule that is given has none and gets a wide one.
SearchRange range_of(const Definition& definition, unsigned decimals) {
    const InputDefinition* input = definition.input();
    const auto bound = [&](const std::optional<Decimal>& limit, std::int64_t otherwise) {
        const auto raw = limit ? scaled(*limit, decimals) : std::nullopt;
        if (!raw) { return otherwise; }
        const Int128 kept = std::clamp<Int128>(*raw, -limit_of_search, limit_of_search);
        return static_cast<std::int64_t>(kept);
    };
    if (input == nullptr) { return {-widest_range, widest_range}; }
    return {bound(input->low, -widest_range), bound(input->high, widest_range)};
}

/// A question with one of its values left open.
struct OpenQuestion {
    Case row;  ///< what the values of `resolved` point into
    ResolvedCase resolved;
    ProgramRequest request;
    std::vector<Fault> faults;  ///< names that mean nothing
};

OpenQuestion open_question(const CheckedRuleset& rules, PackageId package, DefinitionId unknown,
                           std::string_view input, std::string_view figure, const Case& row) {
    OpenQuestion made;
    made.row = row;
    Case& trial = made.row;
    for (Values& contract : trial.contracts) { contract.erase(std::string{input}); }
    for (Values& client : trial.clients) { client.erase(std::string{input}); }
    const Definition& definition = rules.definitions[unknown];
    trial.common.insert_or_assign(std::string{input}, Value{Number{0, definition.type.decimals}});
    made.resolved = resolve_case(rules, package, trial);
    made.faults = std::move(made.resolved.faults);
    made.request.wanted = resolve_figures(rules, package, {std::string{figure}}, made.faults);
    // The unknown is given, but its value comes trial by trial.
    std::erase_if(made.resolved.values,
                  [&](const GivenValue& one) { return one.definition == unknown; });
    made.request.given = made.resolved.given;
    made.request.days = made.resolved.days;
    return made;
}

const Type& type_of(const CheckedRuleset& rules, const ProgramRequest::Wanted& wanted) {
    const Type& type = rules.definitions[wanted.definition].type;
    return wanted.field ? type.fields[*wanted.field].type : type;
}

Fault solving_fault(std::string code, std::string_view name, std::string message,
                    std::string help) {
    return {std::move(code), std::string{name}, std::move(message), std::move(help), std::nullopt};
}

bool is_plain_number(const Type& type) { return type.is_number() && !type.quotient; }

/// The number that is solved for, or what is wrong with it.
Result<DefinitionId, Fault> find_unknown(const CheckedRuleset& rules, PackageId package,
                                         std::string_view input) {
    const auto found = find_given(rules, package, std::string{input});
    if (!found) { return found.error(); }
    const Definition& definition = rules.definitions[*found];
    if (definition.input() == nullptr) {
        return solving_fault("R203", input, "`" + std::string{input} + "` is no input",
                             "only an input is solved for");
    }
    if (definition.type.quotient) {
        return solving_fault(
            "R203", input,
            "`" + std::string{input} +
                "` is a fraction: between two of them lies always another, so "
                "there is no end of values to try",
            "give `" + std::string{input} + "` in the row, and solve for a number with decimals");
    }
    if (!is_plain_number(definition.type)) {
        return solving_fault(
            "R203", input,
            "`" + std::string{input} + "` is no number: it is " + describe(rules, definition.type),
            "only a number with a unit, a percentage or a count is solved for");
    }
    return *found;
}

/// The value that is looked for as the figure holds it, or what is wrong with it.
Result<std::int64_t, Fault> raw_target(const CheckedRuleset& rules, std::string_view figure,
                                       const Type& type, const Value& target) {
    const auto* number = std::get_if<Number>(&target);
    if (type.quotient) {
        return solving_fault("R203", figure,
                             "`" + std::string{figure} +
                                 "` is a fraction: it is not rounded to decimals, so hardly any "
                                 "value is met exactly",
                             "name a figure that has decimals");
    }
    if (!is_plain_number(type) || number == nullptr) {
        return solving_fault(
            "R203", figure,
            number == nullptr
                ? "`" + to_string(target) + "` is a fraction, and `" + std::string{figure} +
                      "` has decimals"
                : "`" + std::string{figure} + "` is no number: it is " + describe(rules, type),
            "name a figure that is a number, and a number for it");
    }
    const auto raw =
        scaled(Decimal{widen(number->raw), widen(power_of_ten(number->decimals))}, type.decimals);
    if (raw && -limit_of_search <= *raw && *raw <= limit_of_search) {
        return static_cast<std::int64_t>(*raw);
    }
    if (raw) {
        return solving_fault("E103", figure,
                             "`" + std::string{figure} + "` is looked for up to " +
                                 to_string(Value{Number{limit_of_search, type.decimals}}) + " only",
                             "ask for a smaller value");
    }
    const std::string wanted = std::to_string(type.decimals);
    return solving_fault("E103", figure,
                         "`" + std::string{figure} + "` never gives " + to_string(target) +
                             ": it has " + wanted + (type.decimals == 1 ? " decimal" : " decimals"),
                         "write at most " + wanted + (type.decimals == 1 ? " digit" : " digits") +
                             " after the point");
}

/// What the rows give for each name, for the proof.
void set_values(SlopeProof& proof, const CheckedRuleset& rules, RunCodes& codes,
                const ResolvedCase& resolved) {
    std::map<DefinitionId, std::pair<Interval, Interval>> all;
    for (const GivenValue& one : resolved.values) {
        const auto raw = bind_value(rules, codes, one.definition, *one.value);
        if (!raw) { continue; }
        const std::pair here{Interval::of(raw->value), Interval::of(raw->denominator)};
        const auto [at, is_new] = all.emplace(one.definition, here);
        if (is_new) { continue; }
        at->second = {at->second.first.hull(here.first), at->second.second.hull(here.second)};
    }
    for (const auto& [definition, values] : all) {
        if (resolved.given[definition] != Presence::all) { continue; }
        proof.set(definition, values.first, values.second);
    }
}

/// 256 points spread over a range, and others that matter.
std::vector<std::int64_t> points_of(SearchRange range, const std::vector<Int128>& thresholds) {
    std::set<std::int64_t> points{range.low, range.high};
    const Int128 width = static_cast<Int128>(range.high) - range.low;
    for (std::int64_t i = 1; i < point_count - 1; ++i) {
        points.insert(static_cast<std::int64_t>(range.low + width * i / (point_count - 1)));
    }
    for (const Int128 one : thresholds) { points.insert(static_cast<std::int64_t>(one)); }
    return {points.begin(), points.end()};
}

/// A question that can be tried: what is known once the case was bound.
struct Trials {
    const CheckedRuleset& rules;
    Calculator::State& state;
    const OpenQuestion& question;
    const Program& program;
    DefinitionId unknown = 0;
    std::int64_t target = 0;
    std::string_view package;
    std::string_view input;
    std::string_view figure;
    const Case& row;
};

/// How far a jitter may hide a value, in steps of the input; more than `window_max` when nothing is
/// proved.
std::int64_t window_of(const Slope& slope) {
    if (slope.jumps || slope.low <= 0) { return window_max + 1; }
    const Decimal window = round(2 * slope.jitter / slope.low, 1, Rounding::ceiling);
    return window > window_max ? window_max + 1 : static_cast<std::int64_t>(numerator(window));
}

std::vector<Fault> faults_before(const CheckedRuleset& rules, const Program& program,
                                 const ClockDays& days) {
    std::vector<Fault> faults = uncovered_faults(rules, program, days);
    const std::vector<Fault> missing = needed_faults(rules, program);
    faults.insert(faults.end(), missing.begin(), missing.end());
    return faults;
}

bool any_rejected(const std::vector<SolverSample>& samples) {
    return std::any_of(samples.begin(), samples.end(),
                       [](const SolverSample& one) { return !one.figure; });
}

/// What the crossings say, as values.
void add_answers(Solution& made, const std::vector<Crossing>& crossings, std::int64_t target,
                 unsigned input_decimals, unsigned figure_decimals) {
    for (const Crossing& one : crossings) {
        SolvedInput answer;
        answer.input = Number{one.input, input_decimals};
        answer.figure = Number{one.figure, figure_decimals};
        answer.exact = one.figure == target;
        if (one.until != one.input) { answer.until = Number{one.until, input_decimals}; }
        answer.falls = one.falls;
        if (one.next.figure) {
            answer.next_input = Number{one.next.input, input_decimals};
            answer.next_figure = Number{*one.next.figure, figure_decimals};
        }
        made.answers.push_back(std::move(answer));
    }
}

void add_extremes(Solution& made, const std::vector<SolverSample>& samples, unsigned decimals) {
    for (const SolverSample& one : samples) {
        if (!one.figure) { continue; }
        const Number figure{*one.figure, decimals};
        const auto raw = [](const Value& value) { return std::get<Number>(value).raw; };
        if (!made.least || figure.raw < raw(*made.least)) { made.least = figure; }
        if (!made.most || figure.raw > raw(*made.most)) { made.most = figure; }
    }
}

/// The search for one answer, once the slopes are known.
class SolutionSearch {
public:
    SolutionSearch(const Trials& asked, SlopeProof& proof, Solution& made)
        : asked_{asked},
          proof_{proof},
          made_{made},
          decimals_{asked.rules.definitions[asked.unknown].type.decimals},
          figure_decimals_{type_of(asked.rules, asked.question.request.wanted.front()).decimals},
          range_{range_of(asked.rules.definitions[asked.unknown], decimals_)},
          many_{asked.state.ruleset,
                {asked.package, asked.input, asked.figure, asked.row},
                figure_at_} {}

    /// Adds what is found; false when every row that is tried is rejected.
    bool find() {
        const std::int64_t window = window_of(proof_.over({range_.low, range_.high}));
        made_.increasing = window <= window_max;
        const bool found = made_.increasing && by_bisection(window);
        if (!found && !by_every_value() && !by_samples(window)) { return false; }
        // Where the figure is increasing the smallest is the answer.
        if (made_.increasing && made_.answers.size() > 1) {
            auto& all = made_.answers;
            const auto exact = std::find_if(all.begin(), all.end(),
                                            [](const SolvedInput& one) { return one.exact; });
            if (exact != all.end()) { std::iter_swap(all.begin(), exact); }
            all.resize(1);
        }
        return !rejected_;
    }

private:
    /// Where the figure is increasing and no row is rejected; false for others.
    bool by_bisection(std::int64_t window) {
        if (!asked_.program.sites.empty()) { return false; }
        const std::vector<SolverSample> ends{{range_.low, figure_at_(range_.low)},
                                             {range_.high, figure_at_(range_.high)}};
        if (any_rejected(ends)) { return false; }
        add(crossings(ends, asked_.target, window, figure_at_));
        if (!made_.answers.empty()) { return true; }
        // The least and the largest lie within the jitter of the ends.
        const std::int64_t width = std::min(window, range_.high - range_.low);
        add_extremes(made_, many_.each({range_.low, range_.low + width}), figure_decimals_);
        add_extremes(made_, many_.each({range_.high - width, range_.high}), figure_decimals_);
        return true;
    }

    StretchProof proved(SearchRange part) {
        const Slope slope = proof_.over({part.low, part.high});
        const bool one_way = !slope.jumps && (slope.low > 0 || slope.high < 0);
        return {slope.range, one_way, proof_.rejects_all()};
    }

    /// False when there are too many values.
    bool by_every_value() {
        const FigureLook look{[&](SearchRange part) { return proved(part); },
                              [&](SearchRange part) { return many_.each(part); }, figure_at_,
                              many_.inputs_max()};
        const auto found = look_at_every_value(range_, asked_.target, look);
        if (!found) { return false; }
        add(found->crossings);
        if (found->least) { made_.least = Number{*found->least, figure_decimals_}; }
        if (found->most) { made_.most = Number{*found->most, figure_decimals_}; }
        rejected_ = found->all_rejected;
        return true;
    }

    /// 256 points and the thresholds; false when each of them is rejected.
    bool by_samples(std::int64_t window) {
        const auto points =
            points_of(range_, proof_.thresholds({range_.low, range_.high}, point_count));
        const auto samples = many_.at(points);
        const std::int64_t step = (range_.high - range_.low) / (point_count - 1);
        made_.sampled_at = Number{step, decimals_};
        add_extremes(made_, samples, figure_decimals_);
        if (!made_.least) { return false; }
        add(crossings(samples, asked_.target, made_.increasing ? window : window_unproved,
                      figure_at_));
        return true;
    }

    void add(const std::vector<Crossing>& found) {
        add_answers(made_, found, asked_.target, decimals_, figure_decimals_);
    }

    const Trials& asked_;
    SlopeProof& proof_;
    Solution& made_;
    unsigned decimals_;
    unsigned figure_decimals_;
    SearchRange range_;
    TrialFunction figure_at_ = [this](std::int64_t raw) -> std::optional<std::int64_t> {
        const auto found = asked_.state.trial(asked_.program, asked_.unknown, raw);
        const bool fits = found && -limit_of_search <= *found && *found <= limit_of_search;
        return fits ? std::optional{static_cast<std::int64_t>(*found)} : std::nullopt;
    };
    ManyTrials many_;
    bool rejected_ = false;
};

/// Adds what is found; false when every row that is tried is rejected.
bool search(const Trials& asked, Solution& made) {
    const Definition& unknown = asked.rules.definitions[asked.unknown];
    const SearchRange range = range_of(unknown, unknown.type.decimals);
    made.low = Number{range.low, unknown.type.decimals};
    made.high = Number{range.high, unknown.type.decimals};
    const RowTree& tree = asked.question.resolved.tree;
    SlopeProof proof{asked.rules, asked.state.codes, asked.question.request, asked.unknown,
                     std::max(tree.rows(Scope::contract), tree.rows(Scope::client))};
    set_values(proof, asked.rules, asked.state.run_codes, asked.question.resolved);
    made.depends = proof.depends();
    return !made.depends || SolutionSearch{asked, proof, made}.find();
}

}  // namespace

std::optional<Money> Calculator::solve(std::string_view package, std::string_view input,
                                       std::string_view figure, Money target, Goal goal,
                                       const Case& row, int scan) {
    State& state = *state_;
    const CheckedRuleset& rules = *state.ruleset;
    const auto from = find_package(rules, package);
    require(from.has_value(), "the package of a solve exists");
    const auto found = find_definition(rules, *from, input, Reach::reachable).found;
    require(found && rules.definitions[found->definition].scope.has_value(),
            "what is solved for is an input or a rule");
    const DefinitionId unknown = found->definition;
    const Type& own = rules.definitions[unknown].type;
    require(is_plain_number(own) && own.decimals == 2, "what is solved for is an amount in cents");
    OpenQuestion question = open_question(rules, *from, unknown, input, figure, row);
    if (!question.faults.empty()) { return std::nullopt; }
    state.run_codes.clear();
    const Program& program = state.cache.program(question.request);
    state.bind(program, question.resolved, question.faults);
    if (!program.runnable() || !question.faults.empty()) { return std::nullopt; }
    const Type& type = type_of(rules, question.request.wanted.front());
    require(is_plain_number(type) && type.decimals <= 2,
            "a target in cents is for a figure of two decimals at most");
    const Int128 factor = power_of_ten(2 - type.decimals);
    const auto value_at = [&](std::int64_t cents) -> std::optional<std::int64_t> {
        const auto raw = state.trial(program, unknown, cents);
        if (!raw) { return std::nullopt; }
        return static_cast<std::int64_t>(*raw * factor);
    };
    const auto answer = solve_backwards(range_of(rules.definitions[unknown], 2),
                                        target.minor_units(), goal, scan, value_at);
    if (!answer) { return std::nullopt; }
    return euro_cents(*answer);
}

Result<Solution, std::vector<Fault>> Calculator::solve_for(std::string_view package,
                                                           std::string_view input,
                                                           std::string_view figure,
                                                           const Value& target, const Case& row) {
    State& state = *state_;
    const CheckedRuleset& rules = *state.ruleset;
    const auto from = find_package(rules, package);
    require(from.has_value(), "the package of a solve exists");
    const auto unknown = find_unknown(rules, *from, input);
    if (!unknown) { return std::vector<Fault>{unknown.error()}; }
    OpenQuestion question = open_question(rules, *from, *unknown, input, figure, row);
    if (!question.faults.empty()) { return question.faults; }
    const Type& type = type_of(rules, question.request.wanted.front());
    const auto wanted = raw_target(rules, figure, type, target);
    if (!wanted) { return std::vector<Fault>{wanted.error()}; }
    state.run_codes.clear();
    const Program& program = state.cache.program(question.request);
    state.bind(program, question.resolved, question.faults);
    std::vector<Fault> others = faults_before(rules, program, question.resolved.days);
    question.faults.insert(question.faults.end(), others.begin(), others.end());
    if (!question.faults.empty()) { return question.faults; }
    Solution made;
    if (!search({rules, state, question, program, *unknown, *wanted, package, input, figure, row},
                made)) {
        Case lowest = row;
        lowest.common.insert_or_assign(std::string{input}, made.low);
        return evaluate(package, {std::string{figure}}, lowest).faults;
    }
    return made;
}

}  // namespace mutua::ruleset
