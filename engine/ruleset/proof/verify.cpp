#include "engine/ruleset/proof/verify.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/walk_definition.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/proof/answers.hpp"
#include "engine/ruleset/proof/case_text.hpp"
#include "engine/ruleset/proof/random_cases.hpp"
#include "engine/ruleset/proof/shrinking.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <limits>
#include <map>
#include <memory>
#include <mutex>

namespace mutua::ruleset {

namespace {

/// What was compared, and the first case that differs.
struct BatchReport {
    std::size_t figures = 0;
    std::size_t rejected = 0;
    std::size_t faults = 0;
    std::optional<Case> wrong_case;
    bool one_each = false;  ///< how the batch of that case was computed
    std::string text;
};

/// A batch with what the row machine says of its cases.
struct DrawnBatch {
    CaseBatch batch;
    std::vector<MachineAnswer> rows;
};

/// Which definitions a figure may depend on, in any version.
std::set<DefinitionId> cone_of(const CheckedRuleset& rules, DefinitionId figure) {
    std::vector<DefinitionId> queue{figure};
    std::set<DefinitionId> found{figure};
    for (std::size_t next = 0; next < queue.size(); ++next) {
        walk_all(rules, rules.definitions[queue[next]], [&](const TypedExpression& one) {
            const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::applies ||
                               one.kind == TypedKind::prior;
            if (reads && found.insert(one.definition).second) { queue.push_back(one.definition); }
        });
    }
    return found;
}

/// Compares the three ways on whole batches.
class BatchComparison {
public:
    BatchComparison(const CheckedRuleset& rules, ThreeWays& ways) : rules_{rules}, ways_{ways} {}

    /// `cones` of the figures tell which ones faults leave alone.
    BatchReport compare(const AskedFigures& asked, const std::vector<std::set<std::string>>& cones,
                        const DrawnBatch& drawn) {
        report_ = {};
        const auto& [batch, rows] = drawn;
        report_.one_each = batch.one_each;
        std::vector<ExactAnswer> exact;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            exact.push_back(ways_.exactly(asked, batch.cases[i]));
            if (!agree_on_faults(rows[i].faults, exact.back())) { return at(batch.cases[i]); }
        }
        const auto columns = columns_of(asked, batch, rows);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].faults != columns[i].faults) {
                report_.text = "by rows " + text_of(rows[i].faults) + ", by columns " +
                               text_of(columns[i].faults);
                return at(batch.cases[i]);
            }
            report_.rejected += rows[i].faults.empty() ? 0 : 1;
            report_.faults += rows[i].faults.size();
            if (!agree_on_figures(asked, rows[i], columns[i], exact[i])) {
                return at(batch.cases[i]);
            }
        }
        compare_rest(asked, cones, batch, exact);
        return std::move(report_);
    }

private:
    BatchReport at(const Case& wrong_case) {
        report_.wrong_case = wrong_case;
        return std::move(report_);
    }

    /// Rows that belong together are done again one by one as soon as one of them has a fault, so
    /// sound cases go to the column machine without the others.
    std::vector<MachineAnswer> columns_of(const AskedFigures& asked, const CaseBatch& batch,
                                          const std::vector<MachineAnswer>& rows) {
        std::vector<std::size_t> sound;
        std::vector<std::size_t> others;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            (rows[i].faults.empty() || batch.one_each ? sound : others).push_back(i);
        }
        std::vector<MachineAnswer> answers(rows.size());
        for (const auto* part : {&sound, &others}) {
            auto found = ways_.by_columns(asked, batch, *part);
            for (std::size_t i = 0; i < part->size(); ++i) {
                answers[(*part)[i]] = std::move(found[i]);
            }
        }
        return answers;
    }

    /// The exact walk stops at the first fault of a figure; the machines may say more, but nothing
    /// without a reason.
    bool agree_on_faults(const FaultPlaces& rows, const ExactAnswer& exact) {
        const auto is = [](const char* code) {
            return [code](const FaultPlace& one) { return one.code == code; };
        };
        // The exact walk has numbers of any size.
        if (std::any_of(rows.begin(), rows.end(), is("E901"))) { return true; }
        const bool missed =
            std::any_of(exact.faults.begin(), exact.faults.end(), [&](const FaultPlace& one) {
                // The machines name the clock, not the figure that is read on an uncovered day.
                return one.code == "E201" ? std::none_of(rows.begin(), rows.end(), is("E201"))
                                          : rows.count(one) == 0;
            });
        if (!missed && (rows.empty() || !ways_.without_reason(rows, exact))) { return true; }
        report_.text = "by rows " + text_of(rows) + ", exactly " + text_of(exact.faults);
        return false;
    }

    bool agree_on_figures(const AskedFigures& asked, const MachineAnswer& rows,
                          const MachineAnswer& columns, const ExactAnswer& exact) {
        for (std::size_t f = 0; f < columns.figures.size(); ++f) {
            const Type& type = rules_.definitions[asked.definitions[f]].type;
            for (std::size_t row = 0; row < columns.figures[f].size(); ++row) {
                const auto& by_columns = columns.figures[f][row];
                const auto& exactly = exact.figures[f][row];
                const bool sound = rows.faults.empty();
                if (!sound && !(by_columns && exactly)) { continue; }
                ++report_.figures;
                const auto& by_rows = sound ? rows.figures[f][row] : by_columns;
                const bool equal = by_rows == by_columns && is_same(by_rows, exactly, type);
                if (equal) { continue; }
                report_.text = asked.names[f] + ": by rows " + (sound ? text(by_rows, type) : "-") +
                               ", by columns " + text(by_columns, type) + ", exactly " +
                               (exactly ? shown(rules_, exactly->first, type) +
                                              (exactly->second ? "" : ", not applicable")
                                        : "a fault");
                return false;
            }
        }
        return true;
    }

    bool is_same(const std::optional<std::pair<Value, bool>>& one,
                 const std::optional<std::pair<Constant, bool>>& exact, const Type& type) const {
        return one && exact && one->second == exact->second &&
               exact_constant(rules_, one->first, type) == exact->first;
    }

    static std::string text(const std::optional<std::pair<Value, bool>>& one, const Type& type) {
        if (!one) { return "a fault"; }
        return shown(one->first, type) + (one->second ? "" : ", not applicable");
    }

    /// Of rejected cases, the figures that no fault touches.
    void compare_rest(const AskedFigures& asked, const std::vector<std::set<std::string>>& cones,
                      const CaseBatch& batch, const std::vector<ExactAnswer>& exact) {
        std::map<std::vector<std::size_t>, std::vector<std::size_t>> cases_by_figures;
        for (std::size_t i = 0; i < exact.size(); ++i) {
            if (exact[i].faults.empty()) { continue; }
            std::vector<std::size_t> left;
            for (std::size_t f = 0; f < cones.size(); ++f) {
                const bool touched = std::any_of(
                    exact[i].faults.begin(), exact[i].faults.end(),
                    [&](const FaultPlace& one) { return cones[f].count(one.name) > 0; });
                if (!touched) { left.push_back(f); }
            }
            if (!left.empty()) { cases_by_figures[left].push_back(i); }
        }
        for (const auto& [figures, cases] : cases_by_figures) {
            AskedFigures rest;
            for (const std::size_t f : figures) {
                rest.definitions.push_back(asked.definitions[f]);
                rest.names.push_back(asked.names[f]);
            }
            const auto columns = ways_.by_columns(rest, batch, cases);
            for (std::size_t k = 0; k < cases.size() && !report_.wrong_case; ++k) {
                const std::size_t i = cases[k];
                const MachineAnswer rows = ways_.by_rows(rest, batch.cases[i]);
                ExactAnswer part;
                for (const std::size_t f : figures) { part.figures.push_back(exact[i].figures[f]); }
                if (!rows.faults.empty() || !columns[k].faults.empty()) {
                    report_.text = "by rows " + text_of(rows.faults) + ", by columns " +
                                   text_of(columns[k].faults) + ", exactly no fault";
                    report_.wrong_case = batch.cases[i];
                } else if (!agree_on_figures(rest, rows, columns[k], part)) {
                    report_.wrong_case = batch.cases[i];
                }
            }
        }
    }

    const CheckedRuleset& rules_;
    ThreeWays& ways_;
    BatchReport report_;
};

class Verification {
public:
    Verification(const Ruleset& ruleset, PackageId package, const VerifyOptions& options)
        : ruleset_{ruleset},
          package_{package},
          options_{options},
          random_{*ruleset, package, options.seed},
          asked_{random_.definitions(), random_.figures()} {
        for (const DefinitionId id : asked_.definitions) { cones_.push_back(cone_names(id)); }
        constexpr std::size_t most = 1'024;
        batch_size_ = std::clamp<std::size_t>(options.rows / random_.batches_of_a_round(), 1, most);
        const std::size_t rows = asked_.names.empty() ? 0 : options.rows;
        reports_.resize((rows + batch_size_ - 1) / batch_size_);
    }

    VerifyReport run() {
        std::vector<std::future<void>> beside;
        for (std::size_t i = 1; i < options_.threads; ++i) {
            beside.push_back(std::async(std::launch::async, [this] { work(); }));
        }
        work();
        for (auto& one : beside) { one.get(); }
        VerifyReport report;
        report.segments = random_.segments();
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            const BatchReport& one = reports_[i];
            report.rows += size_of(i);
            report.figures += one.figures;
            report.rejected += one.rejected;
            report.faults += one.faults;
            if (!one.wrong_case) { continue; }
            report.difference = difference_of(one);
            break;
        }
        return report;
    }

private:
    [[nodiscard]] std::set<std::string> cone_names(DefinitionId figure) const {
        std::set<std::string> names;
        for (const DefinitionId id : cone_of(*ruleset_, figure)) {
            names.insert(ruleset_->definitions[id].name);
        }
        return names;
    }

    [[nodiscard]] std::size_t size_of(std::size_t batch) const {
        return std::min(batch_size_, options_.rows - batch * batch_size_);
    }

    [[nodiscard]] std::unique_ptr<ThreeWays> new_ways() const {
        return std::make_unique<ThreeWays>(ruleset_, package_, random_, options_.change_rows,
                                           options_.change_columns);
    }

    /// Takes batches until none is left, or none that stands before a difference.
    void work() {
        constexpr std::size_t programs_kept_for = 32;  // Programs of old batches take memory.
        std::unique_ptr<ThreeWays> ways;
        for (std::size_t done = 0;; ++done) {
            const std::size_t i = next_++;
            if (i >= reports_.size() || i > first_wrong_) { return; }
            if (done % programs_kept_for == 0) { ways = new_ways(); }
            const DrawnBatch drawn = draw(*ways, i);
            reports_[i] = BatchComparison{*ruleset_, *ways}.compare(asked_, cones_, drawn);
            const std::scoped_lock lock{mutex_};
            if (reports_[i].wrong_case) { first_wrong_ = std::min(first_wrong_.load(), i); }
            rows_done_ += size_of(i);
            if (options_.progress) { options_.progress(rows_done_); }
        }
    }

    /// Draws twice what is needed, so that at most a fifth of the rows end in a fault where enough
    /// others are found.
    DrawnBatch draw(ThreeWays& ways, std::size_t index) const {
        const std::size_t size = size_of(index);
        DrawnBatch made;
        made.batch = random_.batch(index, 2 * size);
        std::vector<Case> cases = std::move(made.batch.cases);
        made.batch.cases.clear();
        // A fifth of all rows up to here, less that of the rows before: small batches have a share.
        std::size_t rejected_left = size * (index + 1) / 5 - size * index / 5;
        for (std::size_t i = 0; i < cases.size() && made.rows.size() < size; ++i) {
            MachineAnswer rows = ways.by_rows(asked_, cases[i]);
            const bool needed = cases.size() - i <= size - made.rows.size();
            if (!rows.faults.empty() && !needed) {
                if (rejected_left == 0) { continue; }
                --rejected_left;
            }
            made.batch.cases.push_back(std::move(cases[i]));
            made.rows.push_back(std::move(rows));
        }
        return made;
    }

    /// What differs in a case when only some figures are asked for; nothing when all agree.
    std::optional<std::string> wrong_in(ThreeWays& ways, const AskedFigures& asked, bool one_each,
                                        const Case& one) const {
        DrawnBatch drawn{{one.clocks, {}, one_each, {one}}, {ways.by_rows(asked, one)}};
        std::set<std::string> given;
        const auto take = [&](const Values& values) {
            for (const auto& [name, value] : values) { given.insert(name); }
        };
        take(one.common);
        for (const Values& row : one.contracts) { take(row); }
        for (const Values& row : one.clients) { take(row); }
        drawn.batch.given.assign(given.begin(), given.end());
        // Without an input that is needed there is nothing to compare.
        for (const FaultPlace& fault : drawn.rows.front().faults) {
            if (fault.code == "E102") { return std::nullopt; }
        }
        std::vector<std::set<std::string>> cones;
        for (const DefinitionId id : asked.definitions) { cones.push_back(cone_names(id)); }
        BatchReport found = BatchComparison{*ruleset_, ways}.compare(asked, cones, drawn);
        if (!found.wrong_case) { return std::nullopt; }
        return std::move(found.text);
    }

    /// True when each row of several can be named in a test: by a value that it gives.
    static bool is_writable(const Case& one) {
        if (one.contracts.size() < 2 && one.clients.size() < 2) { return true; }
        for (const Values& row : one.contracts) {
            if (row.empty()) { return false; }
        }
        for (std::size_t i = 0; i < one.clients.size(); ++i) {
            const bool owns = std::count(one.client_of.begin(), one.client_of.end(), i) > 0;
            if (one.clients.size() > 1 && !owns && one.clients[i].empty()) { return false; }
        }
        return true;
    }

    VerifyDifference difference_of(const BatchReport& report) const {
        const auto ways = new_ways();
        Case one = *report.wrong_case;
        const bool one_each = report.one_each;
        AskedFigures asked = asked_;
        if (!wrong_in(*ways, asked, one_each, one)) {
            return {"only among other rows: " + report.text,
                    test_text(*ruleset_, package_, one, asked, ways->exactly(asked, one))};
        }
        for (std::size_t f = 0; f < asked_.names.size(); ++f) {
            const AskedFigures alone{{asked_.definitions[f]}, {asked_.names[f]}};
            if (!wrong_in(*ways, alone, one_each, one)) { continue; }
            asked = alone;
            break;
        }
        one = smallest_case(std::move(one), [&](const Case& other) {
            return is_writable(other) && wrong_in(*ways, asked, one_each, other).has_value();
        });
        const auto text = wrong_in(*ways, asked, one_each, one);
        return {text.value_or(report.text),
                test_text(*ruleset_, package_, one, asked, ways->exactly(asked, one))};
    }

    const Ruleset& ruleset_;
    PackageId package_;
    const VerifyOptions& options_;
    RandomCases random_;
    AskedFigures asked_;
    std::vector<std::set<std::string>> cones_;  ///< by figure: the names it may depend on
    std::size_t batch_size_ = 1;
    std::vector<BatchReport> reports_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<std::size_t> first_wrong_ = std::numeric_limits<std::size_t>::max();
    std::mutex mutex_;
    std::size_t rows_done_ = 0;
};

}  // namespace

VerifyReport verify(const Ruleset& ruleset, const std::string& package,
                    const VerifyOptions& options) {
    const auto id = find_package(*ruleset, package);
    require(id.has_value(), "what is verified is a package of the ruleset");
    return Verification{ruleset, *id, options}.run();
}

}  // namespace mutua::ruleset
