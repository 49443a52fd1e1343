#include "engine/ruleset/proof/coverage.hpp"

#include "engine/ruleset/proof/coverage_sites.hpp"
#include "engine/ruleset/proof/exact_tester.hpp"

#include <algorithm>
#include <map>

namespace mutua::ruleset {

namespace {

std::uint32_t small(std::size_t number) { return static_cast<std::uint32_t>(number); }

/// Notes what an exact walk passes.
class CoverageWatcher : public ExactWatcher {
public:
    explicit CoverageWatcher(const CheckedRuleset& rules) : rules_{rules} {}

    void applied(DefinitionId rule, std::size_t version, bool holds) override {
        hit({SiteKind::applies, rule, small(version), holds ? 1U : 0U});
    }
    void taken(DefinitionId rule, std::size_t version,
               std::optional<std::size_t> exception) override {
        hit({SiteKind::taken, rule, small(version), exception ? small(*exception) + 1 : 0});
    }
    void amended(DefinitionId /*rule*/, const CheckedException& one) override {
        hit({SiteKind::amendment, one.label_span.file, one.label_span.begin, 0});
    }
    void ensured(DefinitionId rule, std::size_t index) override {
        hit({SiteKind::ensure, rule, 0, small(index)});
    }
    void read(const TypedExpression& expression, const Constant& /*value*/,
              std::optional<std::size_t> version) override {
        if (version) { hit({SiteKind::figure, expression.definition, small(*version), 0}); }
    }
    void scale(const TypedExpression& expression, const ScaleUse& use) override {
        const DefinitionId id = expression.definition;
        const ScaleDefinition& scale = *rules_.definitions[id].scale();
        const ScaleVersion& version = scale.versions[use.version];
        for (std::size_t i = 0; i < version.brackets.size(); ++i) {
            const bool inside = scale.kind == ScaleKind::marginal
                                    ? use.argument > version.brackets[i].threshold
                                    : use.bracket == i;
            if (inside) { hit({SiteKind::bracket, id, small(use.version), small(i)}); }
            if (use.argument == version.brackets[i].threshold) {
                hit({SiteKind::threshold, id, small(use.version), small(i)});
            }
        }
        if (version.each_bracket) { note_parts(scale, version, use); }
    }
    void table(const TypedExpression& expression, const TableUse& use) override {
        const auto& version = rules_.definitions[expression.definition].table()->versions;
        const std::size_t row = use.row.value_or(version[use.version].rows.size());
        hit({SiteKind::row, expression.definition, small(use.version), small(row)});
    }
    void branch(const TypedExpression& expression, std::size_t taken) override {
        hit({SiteKind::branch, expression.id, 0, small(taken)});
    }
    void compared(const TypedExpression& expression, const Constant& left,
                  const Constant& right) override {
        if (left == right) { hit({SiteKind::equal, expression.id, 0, 0}); }
    }
    void rounded(const RoundingUse& use) override {
        if (use.before != use.after) {
            hit({SiteKind::rounding, use.site.file, use.site.begin, 0});
        }
    }

    /// Another test begins.
    void begin() { ++test_; }
    void hit(SiteKey key) {
        Hits& hits = hits_[key];
        hits.tests += hits.last_test == test_ ? 0 : 1;
        hits.last_test = test_;
    }
    /// How many tests passed it.
    [[nodiscard]] std::size_t tests(const SiteKey& key) const {
        const auto found = hits_.find(key);
        return found == hits_.end() ? 0 : found->second.tests;
    }

private:
    struct Hits {
        std::size_t tests = 0;
        std::size_t last_test = 0;
    };

    void note_parts(const ScaleDefinition& scale, const ScaleVersion& version,
                    const ScaleUse& use) {
        const CheckedRounding& how = *version.each_bracket;
        for (std::size_t i = 0; i < version.brackets.size(); ++i) {
            const CheckedBracket& one = version.brackets[i];
            const bool marginal = scale.kind == ScaleKind::marginal;
            if (use.argument <= one.threshold || (!marginal && use.bracket != i)) { continue; }
            Decimal end = use.argument;
            if (marginal && i + 1 < version.brackets.size()) {
                end = std::min(end, version.brackets[i + 1].threshold);
            }
            const Decimal part = (end - one.threshold) * (marginal ? one.value : one.plus);
            rounded({how.span, part, round(part, how.step, how.mode)});
        }
    }

    const CheckedRuleset& rules_;
    std::map<SiteKey, Hits> hits_;
    std::size_t test_ = 0;
};

std::string version_text(Date from) {
    return from == first_of_days ? std::string{} : mutua::to_string(from);
}

std::vector<CoverageSite> sites_in_order(const CheckedRuleset& rules) {
    std::vector<CoverageSite> sites = coverage_sites(rules);
    std::stable_sort(sites.begin(), sites.end(), [](const auto& left, const auto& right) {
        return std::pair{left.span.file, left.span.begin} <
               std::pair{right.span.file, right.span.begin};
    });
    return sites;
}

/// What the watcher saw, site by site.
CoverageReport told(const CheckedRuleset& rules, const CoverageWatcher& watcher) {
    CoverageReport report;
    std::map<std::pair<std::string, std::string>, CoverageTotal> totals;
    for (const CoverageSite& site : sites_in_order(rules)) {
        const std::string version = version_text(site.version);
        const std::string& package = rules.packages[site.package].name;
        const std::size_t tests = watcher.tests(site.key);
        CoverageTotal& total = totals[{package, version}];
        total.package = package;
        total.version = version;
        ++total.sites;
        report.lines.push_back({package, rules.definitions[site.definition].name, version,
                                site.name, position_of(rules.files, site.span), tests});
        if (tests > 0) {
            ++total.reached;
            continue;
        }
        report.findings.push_back(
            diagnostic_at(rules.files, site.span, Severity::warning, "R904",
                          (version.empty() ? "" : "version " + version + ", ") + site.text));
    }
    for (auto& [key, total] : totals) {
        report.reached += total.reached;
        report.sites += total.sites;
        report.totals.push_back(std::move(total));
    }
    report.unread = unread_rows(rules, "R904", [&](const TablePlace& row) {
        return watcher.tests({SiteKind::row, row.table, small(row.version), small(row.row)}) > 0;
    });
    for (const UnreadRows& one : report.unread) {
        if (!one.excused) { report.findings.push_back(one.finding); }
    }
    return report;
}

}  // namespace

CoverageReport coverage(const Ruleset& ruleset, std::string_view only) {
    const CheckedRuleset& rules = *ruleset;
    CoverageWatcher watcher{rules};
    ExactRules walk{rules, &watcher};
    ExactTester tester{walk};
    for (PackageId id = 0; id < rules.packages.size(); ++id) {
        for (const syntax::Test& test : rules.packages[id].tests) {
            if (test.title.find(only) == std::string::npos) { continue; }
            const auto prepared = prepare_test(rules, id, test);
            if (!prepared) { continue; }
            watcher.begin();
            const auto resets = tester.resets();
            static_cast<void>(tester.passes(*prepared));
            for (const auto& [carry, count] : tester.resets()) {
                const auto before = resets.find(carry);
                if (before != resets.end() && before->second == count) { continue; }
                watcher.hit({SiteKind::reset, carry, 0, 0});
            }
        }
    }
    return told(rules, watcher);
}

}  // namespace mutua::ruleset
