#include "cli/commands/rules_reviews.hpp"

#include "cli/context.hpp"
#include "engine/ruleset/explain/reviews.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace mutua::cli {

namespace {

using ruleset::Review;

std::string since_text(const Review& one) { return one.since ? to_string(*one.since) : ""; }

void write_text(const std::vector<Review>& all, std::ostream& out, std::ostream& err) {
    for (const Review& one : all) {
        out << to_string(one.by) << '\t' << one.name << '\t' << since_text(one) << '\t' << one.value
            << '\t' << one.evidence << '\n';
    }
    const auto provisional =
        std::count_if(all.begin(), all.end(), [](const Review& one) { return one.is_provisional; });
    err << counted(all.size(), "review") << ", " << provisional << " provisional\n";
}

void write_json(const std::vector<Review>& all, std::ostream& out) {
    auto json = nlohmann::ordered_json::array();
    for (const Review& one : all) {
        json.push_back({{"review_by", to_string(one.by)},
                        {"figure", one.name},
                        {"since", since_text(one)},
                        {"value", one.value},
                        {"evidence", one.evidence},
                        {"provisional", one.is_provisional}});
    }
    out << json.dump(2) << '\n';
}

}  // namespace

ExitCode rules_reviews(const RulesReviewsOptions& options, std::ostream& out, std::ostream& err) {
    const Streams streams{out, err, options.format};
    const ruleset::CheckReport checked = check_rules(options.folder, options.today);
    if (checked.ruleset == nullptr) { return streams.refuse(checked.findings); }
    std::vector<Review> all = ruleset::reviews(*checked.ruleset);
    std::erase_if(all, [&](const Review& one) {
        return (options.until && one.by > *options.until) ||
               (options.provisional && !one.is_provisional);
    });
    if (options.format == Format::json) {
        write_json(all, out);
    } else {
        write_text(all, out, err);
    }
    return ExitCode::ok;
}

}  // namespace mutua::cli
