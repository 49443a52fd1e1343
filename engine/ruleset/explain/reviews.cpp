#include "engine/ruleset/explain/reviews.hpp"

#include "engine/ruleset/explain/facets.hpp"

#include <algorithm>
#include <tuple>

namespace mutua::ruleset {

namespace {

/// What stands on the evidence that follows it: ".from_20" and "0.18 %" are "from_20: 0.18 %".
std::string value_text(const std::vector<const Facet*>& facets) {
    std::string text;
    for (const Facet* one : facets) {
        text += text.empty() ? "" : ", ";
        const bool is_field = one->part.starts_with('.');
        const bool is_place = one->part.starts_with('[');
        if (is_field || is_place) { text += one->part.substr(is_field ? 1 : 0) + ": "; }
        text += one->text;
    }
    return text;
}

/// Parts of records, scales and tables name their places; those of rules what they are.
std::string name_text(const std::string& name, const std::string& part) {
    return part.empty() ? name : name + ' ' + part;
}

/// What is written before `review by`.
std::string sources_text(const Facet& evidence) {
    return evidence.text.substr(0, evidence.text.find("  review by "));
}

void add(std::vector<Review>& all, const std::string& name, std::optional<Date> since,
         const std::vector<Facet>& facets) {
    std::vector<const Facet*> said;
    for (const Facet& one : facets) {
        if (one.evidence == nullptr) {
            if (!one.source.empty()) { said.push_back(&one); }
            continue;
        }
        if (one.evidence->review_by) {
            all.push_back({*one.evidence->review_by, name_text(name, one.part), since,
                           value_text(said), sources_text(one), one.evidence->provisional});
        }
        said.clear();
    }
}

/// A version that goes on where another of its definition is cut is told once.
bool is_same(const Review& a, const Review& b) {
    return a.by == b.by && a.name == b.name && a.value == b.value && a.evidence == b.evidence;
}

}  // namespace

std::vector<Review> reviews(const CheckedRuleset& rules) {
    std::vector<Review> all;
    for (std::size_t i = 0; i < rules.definitions.size(); ++i) {
        const Definition& definition = rules.definitions[i];
        const std::string name = full_name(rules, static_cast<DefinitionId>(i));
        std::vector<Review> of_one;
        add(of_one, name, std::nullopt, facets_always(rules, definition));
        std::vector<Date> days = cut_days(definition);
        std::sort(days.begin(), days.end());
        days.erase(std::unique(days.begin(), days.end()), days.end());
        for (const Date day : days) {
            const auto since = day == first_of_days ? std::nullopt : std::optional{day};
            if (const auto facets = facets_on(rules, definition, day)) {
                add(of_one, name, since, *facets);
            }
        }
        const std::size_t told = all.size();
        for (Review& one : of_one) {
            const auto own = all.begin() + static_cast<std::ptrdiff_t>(told);
            const bool is_told = std::any_of(
                own, all.end(), [&](const Review& other) { return is_same(one, other); });
            if (!is_told) { all.push_back(std::move(one)); }
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Review& a, const Review& b) {
        return std::tie(a.by, a.name, a.since) < std::tie(b.by, b.name, b.since);
    });
    return all;
}

}  // namespace mutua::ruleset
