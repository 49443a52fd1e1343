#include "engine/ruleset/proof/verify.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/oracle/exact_rules.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/proof/random_cases.hpp"
#include "engine/ruleset/run/column_calculator.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace mutua::ruleset {

namespace {

using FaultSet = std::set<std::pair<std::string, std::string>>;  ///< code and name

/// What one way gave for a case: figures by definition and row, or faults.
struct Answer {
    FaultSet faults;
    std::vector<std::vector<std::pair<Value, bool>>> figures;
};

FaultSet fault_set(const std::vector<Fault>& faults) {
    FaultSet found;
    for (const Fault& one : faults) {
        if (one.code != "E801") { found.emplace(one.code, one.name); }
    }
    return found;
}

std::string text_of_faults(const FaultSet& faults) {
    std::string text;
    for (const auto& [code, name] : faults) {
        text += (text.empty() ? "" : ", ") + code + " " + name;
    }
    return text.empty() ? "no fault" : text;
}

/// Compares the three ways on the cases of one package.
class Verification {
public:
    Verification(const Ruleset& ruleset, PackageId package, const VerifyOptions& options)
        : rules_{*ruleset},
          package_{package},
          options_{options},
          random_{rules_, package, options.seed},
          by_rows_{ruleset},
          by_columns_{ruleset},
          exact_{rules_} {}

    VerifyReport run() {
        constexpr std::size_t batch_size = 256;
        const std::string& name = rules_.packages[package_].name;
        while (report_.rows < options_.rows && report_.differences.empty()) {
            if (random_.figures().empty()) { break; }
            if (options_.progress) { options_.progress(name, report_.rows); }
            const CaseBatch batch =
                random_.batch(std::min(batch_size, options_.rows - report_.rows));
            compare_batch(batch);
        }
        return std::move(report_);
    }

private:
    void compare_batch(const CaseBatch& batch) {
        const std::vector<Answer> columns = column_answers(batch);
        for (std::size_t i = 0; i < batch.cases.size(); ++i) {
            const Case& one = batch.cases[i];
            const bool with_exact = report_.rows % options_.exact_one_in == 0;
            const auto wrong = difference(one, columns[i], with_exact, true);
            ++report_.rows;
            report_.exact_rows += with_exact ? 1 : 0;
            if (!wrong) { continue; }
            note(batch, one);
            return;
        }
    }

    /// What differs between the ways on one case; nothing when they agree.
    std::optional<std::string> difference(const Case& one, const Answer& columns, bool with_exact,
                                          bool counts) {
        const Answer rows = row_answer(one);
        if (rows.faults != columns.faults) {
            return "by rows " + text_of_faults(rows.faults) + ", by columns " +
                   text_of_faults(columns.faults);
        }
        if (with_exact) {
            if (auto wrong = exact_difference(one, rows)) { return wrong; }
        }
        if (!rows.faults.empty()) {
            report_.rejected += counts ? 1 : 0;
            return std::nullopt;
        }
        for (std::size_t f = 0; f < rows.figures.size(); ++f) {
            for (std::size_t row = 0; row < rows.figures[f].size(); ++row) {
                if (counts) { ++report_.figures; }
                if (rows.figures[f][row] == columns.figures[f][row]) { continue; }
                return random_.figures()[f] + ": by rows " + to_string(rows.figures[f][row].first) +
                       ", by columns " + to_string(columns.figures[f][row].first);
            }
        }
        return std::nullopt;
    }

    Answer row_answer(const Case& one) {
        Answer made;
        const Outcome outcome =
            by_rows_.evaluate(rules_.packages[package_].name, random_.figures(), one);
        made.faults = fault_set(outcome.faults);
        if (!outcome.ok()) { return made; }
        for (const std::string& name : random_.figures()) {
            auto& figures = made.figures.emplace_back();
            for (const Figure& figure : outcome.figures.at(name)) {
                figures.emplace_back(figure.value, figure.applicable);
            }
        }
        return made;
    }

    std::optional<std::string> exact_difference(const Case& one, const Answer& rows) {
        auto exact_row = exact_case(rules_, package_, one);
        require(exact_row.has_value(), "a random case means something");
        exact_.begin(std::move(*exact_row));
        for (const DefinitionId id : random_.definitions()) {
            for (std::size_t row = 0; row < exact_.rows(*rules_.definitions[id].scope); ++row) {
                static_cast<void>(exact_.figure(id, row));
            }
        }
        exact_.finish();
        FaultSet exact_faults;
        for (const ExactFault& fault : exact_.faults()) {
            exact_faults.emplace(fault.code, rules_.definitions[fault.definition].name);
        }
        const bool too_large = std::any_of(rows.faults.begin(), rows.faults.end(),
                                           [](const auto& fault) { return fault.first == "E901"; });
        if (too_large) { return std::nullopt; }  // The exact walk has numbers of any size.
        if (exact_faults.empty() != rows.faults.empty()) {
            return "by rows " + text_of_faults(rows.faults) + ", exactly " +
                   text_of_faults(exact_faults);
        }
        for (const auto& fault : exact_faults) {
            if (rows.faults.count(fault) > 0 || fault.first == "E201") { continue; }
            return "by rows " + text_of_faults(rows.faults) + ", exactly " +
                   text_of_faults(exact_faults);
        }
        return exact_faults.empty() ? exact_figures_differ(rows) : std::nullopt;
    }

    std::optional<std::string> exact_figures_differ(const Answer& rows) {
        for (std::size_t f = 0; f < rows.figures.size(); ++f) {
            const DefinitionId id = random_.definitions()[f];
            const Type& type = rules_.definitions[id].type;
            for (std::size_t row = 0; row < rows.figures[f].size(); ++row) {
                const ExactFigure* exact = exact_.figure(id, row);
                const auto& [value, applicable] = rows.figures[f][row];
                const bool equal = exact != nullptr && exact->applicable == applicable &&
                                   exact_constant(rules_, value, type) == exact->value;
                if (equal) { continue; }
                return random_.figures()[f] + ": by rows " + shown(value, type) + ", exactly " +
                       (exact == nullptr ? "a fault" : shown(rules_, exact->value, type));
            }
        }
        return std::nullopt;
    }

    std::vector<Answer> column_answers(const CaseBatch& batch) {
        PreparedColumns prepared = by_columns_.prepare(
            rules_.packages[package_].name, random_.figures(), batch.clocks, batch.given);
        std::vector<Answer> answers(batch.cases.size());
        if (!prepared.faults().empty()) {
            for (Answer& one : answers) { one.faults = fault_set(prepared.faults()); }
            return answers;
        }
        const ColumnRows rows = column_rows(prepared, batch);
        const ColumnResult result = prepared.run(rows);
        for (const RejectedRow& one : result.rejected) {
            Answer& answer = answers[case_of_row(one.scope, one.row)];
            const FaultSet found = fault_set(one.faults);
            answer.faults.insert(found.begin(), found.end());
        }
        read_columns(prepared, result, answers);
        return answers;
    }

    ColumnRows column_rows(PreparedColumns& prepared, const CaseBatch& batch) {
        ColumnRows rows;
        cases_of_.fill({});
        auto& [contracts, payslips, members, clients] = cases_of_;
        for (std::size_t i = 0; i < batch.cases.size(); ++i) {
            const auto payslip = static_cast<std::uint32_t>(i);
            for (const std::size_t client : batch.cases[i].client_of) {
                rows.tree.payslip_of.push_back(payslip);
                rows.tree.client_of.push_back(static_cast<std::uint32_t>(clients.size() + client));
                contracts.push_back(i);
            }
            clients.insert(clients.end(), batch.cases[i].clients.size(), i);
            payslips.push_back(i);
            members.push_back(i);
            rows.tree.member_of.push_back(payslip);
        }
        rows.tree.count = {contracts.size(), payslips.size(), members.size(), clients.size()};
        for (const ColumnShape& shape : prepared.inputs()) {
            rows.inputs.push_back(column_of(shape, batch));
        }
        return rows;
    }

    InputColumn column_of(const ColumnShape& shape, const CaseBatch& batch) {
        InputColumn column;
        const auto put = [&](const Values& values) {
            const auto found = values.find(shape.name);
            column.given.push_back(found != values.end() ? 1 : 0);
            ColumnCalculator::Cell cell;
            if (found != values.end()) {
                const auto bound = by_columns_.cell_of(shape, found->second);
                require(bound.has_value(), "a random value lies in its range");
                cell = *bound;
            }
            column.values.push_back(cell.value);
            if (shape.type.quotient) { column.denominators.push_back(cell.denominator); }
        };
        for (const Case& one : batch.cases) {
            if (shape.scope == Scope::contract) {
                for (const Values& row : one.contracts) { put(row); }
            } else if (shape.scope == Scope::client) {
                for (const Values& row : one.clients) { put(row); }
            } else {
                put(one.common);
            }
        }
        const bool all = std::all_of(column.given.begin(), column.given.end(),
                                     [](std::uint8_t one) { return one != 0; });
        if (all) { column.given.clear(); }
        return column;
    }

    [[nodiscard]] std::size_t case_of_row(Scope scope, std::size_t row) const {
        return cases_of_[static_cast<std::size_t>(scope)].at(row);
    }

    void read_columns(PreparedColumns& prepared, const ColumnResult& result,
                      std::vector<Answer>& answers) {
        for (std::size_t f = 0; f < result.outputs.size(); ++f) {
            const ColumnShape& shape = prepared.outputs()[f];
            const OutputColumn& column = result.outputs[f];
            for (Answer& one : answers) { one.figures.emplace_back(); }
            for (std::size_t row = 0; row < column.values.size(); ++row) {
                Answer& answer = answers[case_of_row(shape.scope, row)];
                if (!answer.faults.empty()) { continue; }
                ColumnCalculator::Cell cell{column.values[row], 1};
                if (shape.type.quotient) { cell.denominator = column.denominators[row]; }
                answer.figures[f].emplace_back(
                    by_columns_.value_of(shape, cell),
                    column.applicable.empty() || column.applicable[row] != 0);
            }
        }
    }

    [[nodiscard]] std::optional<std::string> differs(const Case& one) {
        CaseBatch single;
        single.clocks = one.clocks;
        std::set<std::string> given;
        const auto take = [&](const Values& values) {
            for (const auto& [name, value] : values) { given.insert(name); }
        };
        take(one.common);
        for (const Values& row : one.contracts) { take(row); }
        for (const Values& row : one.clients) { take(row); }
        single.given.assign(given.begin(), given.end());
        single.cases = {one};
        return difference(one, column_answers(single).front(), true, false);
    }

    /// Keeps a difference after making its case as small as it goes.
    void note(const CaseBatch& /*batch*/, Case one) {
        const auto first = differs(one);
        bool smaller = first.has_value();
        for (int rounds = 0; smaller && rounds < 8; ++rounds) { smaller = shrink(one); }
        const auto last = differs(one);
        report_.differences.push_back(
            {rules_.packages[package_].name,
             last ? *last : "only among other rows: a batch of columns differs", test_of(one)});
    }

    bool shrink(Case& one) {
        bool smaller = false;
        const auto keep = [&](const Case& other) {
            if (!differs(other)) { return false; }
            one = other;
            smaller = true;
            return true;
        };
        while (one.contracts.size() > 1) {
            Case other = one;
            other.contracts.pop_back();
            other.client_of.pop_back();
            if (!keep(other)) { break; }
        }
        const auto shrink_values = [&](auto values_of) {
            const Values now = values_of(one);
            for (const auto& [name, value] : now) {
                Case without = one;
                values_of(without).erase(name);
                if (keep(without)) { continue; }
                const auto* number = std::get_if<Number>(&value);
                if (number == nullptr || number->raw == 0) { continue; }
                for (const std::int64_t raw :
                     {std::int64_t{0}, number->raw / 2, number->raw / 100 * 100}) {
                    if (raw == number->raw) { continue; }
                    Case other = one;
                    values_of(other).insert_or_assign(name, Number{raw, number->decimals});
                    if (keep(other)) { break; }
                }
            }
        };
        shrink_values([](Case& each) -> Values& { return each.common; });
        for (std::size_t i = 0; i < one.contracts.size(); ++i) {
            shrink_values([i](Case& each) -> Values& { return each.contracts[i]; });
        }
        for (std::size_t i = 0; i < one.clients.size(); ++i) {
            shrink_values([i](Case& each) -> Values& { return each.clients[i]; });
        }
        return smaller;
    }

    [[nodiscard]] static std::string given_text(const std::string& row, const Values& values) {
        std::string text;
        for (const auto& [name, value] : values) {
            const bool code = std::holds_alternative<Word>(value);
            std::string written = to_string(value);
            const bool bare = !code || written.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") ==
                                           std::string::npos;
            if (!bare) { written = '"' + written + '"'; }
            text += "  given " + row + name + " = " + written + "\n";
        }
        return text;
    }

    [[nodiscard]] std::string test_of(const Case& one) {
        std::string text = "test \"a case on which the machines differ\"\n  on work_start " +
                           mutua::to_string(one.clocks.work_start) + ", work_end " +
                           mutua::to_string(one.clocks.work_end) + ", payment_date " +
                           mutua::to_string(one.clocks.payment_date) + ", issue_date " +
                           mutua::to_string(one.clocks.issue_date) + "\n";
        text += given_text("", one.common);
        for (std::size_t i = 0; i < one.contracts.size(); ++i) {
            text += given_text("contract c" + std::to_string(i + 1) + " of client k" +
                                   std::to_string(one.client_of.at(i) + 1) + " : ",
                               one.contracts[i]);
        }
        for (std::size_t i = 0; i < one.clients.size(); ++i) {
            text += given_text("client k" + std::to_string(i + 1) + " : ", one.clients[i]);
        }
        return text + expected_text();
    }

    /// What the exact walk gave for the case that was looked at last.
    [[nodiscard]] std::string expected_text() {
        if (!exact_.faults().empty()) { return "  expect fault " + exact_.faults()[0].code + "\n"; }
        std::string text;
        for (std::size_t f = 0; f < random_.definitions().size(); ++f) {
            const DefinitionId id = random_.definitions()[f];
            const Definition& definition = rules_.definitions[id];
            for (std::size_t row = 0; row < exact_.rows(*definition.scope); ++row) {
                const ExactFigure* figure = exact_.figure(id, row);
                if (figure == nullptr) { continue; }
                const std::string number = std::to_string(row + 1);
                const std::string where =
                    definition.scope == Scope::contract ? "contract c" + number + " : "
                    : definition.scope == Scope::client ? "client k" + number + " : "
                                                        : "";
                text += "  expect " + where + definition.name +
                        (figure->applicable ? " = " + shown(rules_, figure->value, definition.type)
                                            : " not applicable") +
                        "\n";
            }
        }
        return text;
    }

    const CheckedRuleset& rules_;
    PackageId package_;
    const VerifyOptions& options_;
    RandomCases random_;
    Calculator by_rows_;
    ColumnCalculator by_columns_;
    ExactRules exact_;
    std::array<std::vector<std::size_t>, scope_count> cases_of_;
    VerifyReport report_;
};

}  // namespace

VerifyReport verify(const Ruleset& ruleset, const std::string& package,
                    const VerifyOptions& options) {
    const auto id = find_package(*ruleset, package);
    require(id.has_value(), "what is verified is a package of the ruleset");
    return Verification{ruleset, *id, options}.run();
}

}  // namespace mutua::ruleset
