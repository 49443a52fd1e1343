#include "engine/ruleset/check/check_context.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace mutua::ruleset {

namespace {

/// A rule that is printed, as it is written.
struct PrintedLine {
    const syntax::Rule* rule = nullptr;
    DefinitionId id = 0;
};

/// Document, section and order: one line each.
using LinePlace = std::tuple<std::string, std::string, int>;

LinePlace place_of(const Printed& printed) {
    return {printed.document, printed.section, printed.order};
}

class LayoutChecker {
public:
    explicit LayoutChecker(CheckContext& context) : context_{context} {
        for (const DeclaredDefinition& one : context.declared) {
            if (one.rule == nullptr || printed(one.id) == nullptr) { continue; }
            lines_[context.rules.definitions[one.id].package].push_back({one.rule, one.id});
        }
    }

    /// A package prints its own lines and those of the packages that it uses.
    void run() {
        for (PackageId id = 0; id < context_.rules.packages.size(); ++id) {
            std::map<LinePlace, PrintedLine> taken;
            for (const PackageId used : context_.rules.packages[id].uses) { add(taken, used); }
            add(taken, id);
        }
    }

private:
    [[nodiscard]] const Printed* printed(DefinitionId id) const {
        const RuleDefinition* rule = context_.rules.definitions[id].rule();
        return rule != nullptr && rule->printed ? &*rule->printed : nullptr;
    }

    void add(std::map<LinePlace, PrintedLine>& taken, PackageId package) {
        for (const PrintedLine& line : lines_[package]) {
            const auto [at, is_new] = taken.emplace(place_of(*printed(line.id)), line);
            if (!is_new && told_.insert(line.id).second) { report(line, at->second); }
        }
    }

    void report(const PrintedLine& line, const PrintedLine& first) {
        const Printed& place = *printed(line.id);
        const std::string section =
            place.section.empty() ? "" : " of section `" + place.section + "`";
        Diagnostic& found = context_.findings.error(
            line.rule->shown->span, "R013",
            "order " + std::to_string(place.order) + section + " of the " + place.document +
                " is given to `" + first.rule->name.text + "` and to `" + line.rule->name.text +
                "`",
            "write another one, such as `order " + std::to_string(free_order(place)) + "`");
        context_.findings.relate(found, first.rule->shown->span, "the other line");
    }

    /// The next order that no line of the document has.
    [[nodiscard]] int free_order(const Printed& place) const {
        std::set<int> taken;
        for (const auto& [package, lines] : lines_) {
            for (const PrintedLine& one : lines) { taken.insert(printed(one.id)->order); }
        }
        int order = place.order + 1;
        while (taken.count(order) > 0) { ++order; }
        return order;
    }

    CheckContext& context_;
    std::map<PackageId, std::vector<PrintedLine>> lines_;
    std::set<DefinitionId> told_;
};

}  // namespace

void check_layouts(CheckContext& context) { LayoutChecker{context}.run(); }

}  // namespace mutua::ruleset
