#include "engine/ruleset/explain/difference.hpp"
#include "engine/ruleset/explain/text_lines.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mutua::ruleset {

namespace {

using Json = nlohmann::ordered_json;

/// Longer ones stand below each other.
constexpr std::size_t pair_width_max = 60;

/// "xx.social.relief.ceiling", "xx.tax.town_rate[\"1002\"]", "xx.social.due"
std::string name_of(const Change& change) {
    const bool close =
        !change.part.empty() && (change.part.front() == '.' || change.part.front() == '[');
    return close ? change.definition + change.part : change.definition;
}

/// What stands before the texts: "exception blue: ".
std::string lead_of(const Change& change) {
    const bool close =
        change.part.empty() || change.part.front() == '.' || change.part.front() == '[';
    return close ? "" : change.part;
}

std::string days_text(const Words& words, const Change& change) {
    if (!change.days) { return ""; }
    const bool always = change.days->from == first_of_days && change.days->until == last_of_days;
    if (always) { return words("always"); }
    std::string text = change.days->from == first_of_days ? std::string(10, ' ')
                                                          : mutua::to_string(change.days->from);
    text += " ..";
    if (change.days->until != last_of_days) { text += " " + mutua::to_string(change.days->until); }
    return text;
}

bool is_ensure(const Change& change) { return change.part.starts_with("ensure "); }

/// What happened, where it fits on the line: "10.00 % -> 10.50 %", "exception blue added".
std::string short_text(const Words& words, const Change& change) {
    const std::string lead = lead_of(change);
    if (change.kind == ChangeKind::added || change.kind == ChangeKind::removed) {
        return change.before + change.after;
    }
    if (is_ensure(change)) {
        return words(change.before.empty()  ? "{} added"
                     : change.after.empty() ? "{} removed"
                                            : "{} changed",
                     {"ensure"});
    }
    const bool figure = change.kind == ChangeKind::figure;
    const std::string part = lead.empty() ? words("version") : lead;
    if (change.after.empty() && !figure) { return words("{} removed", {part}); }
    if (change.before.empty() && !figure) { return words("{} added", {part}); }
    const std::string pair = (change.before.empty() ? words("none") : change.before) + " -> " +
                             (change.after.empty() ? words("none") : change.after);
    const std::string whole = (lead.empty() ? "" : lead + ": ") + pair;
    if (columns_of(whole) <= pair_width_max) { return whole; }
    return lead.empty() ? words("changed") : words("{} changed", {lead});
}

/// Whether the two texts stand below the line, since they did not fit on it.
bool is_long(const Change& change) {
    if (change.kind == ChangeKind::added || change.kind == ChangeKind::removed) { return false; }
    return short_text(Words{}, change).find(" -> ") == std::string::npos;
}

Json day_json(const Change& change, bool from) {
    if (!change.days) { return nullptr; }
    const Date day = from ? change.days->from : change.days->until;
    if (day == (from ? first_of_days : last_of_days)) { return nullptr; }
    return mutua::to_string(day);
}

}  // namespace

std::string to_text(const std::vector<Change>& changes, const Words& words) {
    std::size_t kind_width = 0;
    for (const ChangeKind kind : {ChangeKind::figure, ChangeKind::formula, ChangeKind::source,
                                  ChangeKind::label, ChangeKind::added, ChangeKind::removed}) {
        kind_width = std::max(kind_width, columns_of(words(to_string(kind))));
    }
    std::size_t name_width = 0;
    std::size_t days_width = 0;
    for (const Change& one : changes) {
        name_width = std::max(name_width, columns_of(name_of(one)));
        days_width = std::max(days_width, columns_of(days_text(words, one)));
    }
    std::string text;
    for (const Change& one : changes) {
        std::string line = padded(name_of(one), name_width) + "  " +
                           padded(words(to_string(one.kind)), kind_width) + "  ";
        if (days_width > 0) { line += padded(days_text(words, one), days_width) + "  "; }
        line += short_text(words, one);
        if (!one.source.empty()) { line += "  " + one.source; }
        text += line + "\n";
        if (!is_long(one)) { continue; }
        if (!one.before.empty()) { text += "    - " + one.before + "\n"; }
        if (!one.after.empty()) { text += "    + " + one.after + "\n"; }
    }
    return text;
}

std::string to_json(const std::vector<Change>& changes) {
    Json all = Json::array();
    for (const Change& one : changes) {
        // A formula stands as it is written, figures as programs read them.
        const bool is_figure = one.kind == ChangeKind::figure || one.part == "range";
        const auto plain = [is_figure](const std::string& text) {
            return is_figure ? ungrouped(text) : text;
        };
        all.push_back({{"definition", one.definition},
                       {"part", plain(one.part)},
                       {"kind", std::string{to_string(one.kind)}},
                       {"from", day_json(one, true)},
                       {"until", day_json(one, false)},
                       {"before", plain(one.before)},
                       {"after", plain(one.after)},
                       {"source", one.source}});
    }
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mutua::ruleset
