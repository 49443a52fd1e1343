#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/range_checker.hpp"
#include "engine/ruleset/check/version_days.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

/// Most segments that one formula is looked at in.
constexpr std::size_t segments_max = 256;

using Cuts = std::array<std::set<Date>, clock_count>;

/// The days on which a clock begins to choose another version of what is read.
void add_cuts(std::set<Date>& cuts, const Definition& read, DateReference::Start start) {
    const auto take = [&](const auto& versions) {
        for (const auto& version : versions) {
            if (cuts.size() > segments_max) { return; }
            cuts.insert(carried_back(version.days.from, start));
            cuts.insert(carried_back(day_after(version.days.until), start));
        }
    };
    if (const auto* param = read.param()) { take(param->versions); }
    if (const auto* scale = read.scale()) { take(scale->versions); }
    if (const auto* table = read.table()) { take(table->versions); }
    if (const auto* rule = read.rule()) { take(rule->versions); }
}

void add_cuts_of_reads(const CheckedRuleset& rules, const Definition& reader, Cuts& cuts) {
    walk_all(rules, reader, [&](const TypedExpression& one) {
        const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::applies ||
                           one.kind == TypedKind::scale_call || one.kind == TypedKind::look_up;
        if (!reads || one.type.is_unknown() || (one.at && one.at->day)) { return; }
        const Definition& read = rules.definitions[one.definition];
        const Clock clock = one.at ? one.at->clock : read.clock;
        // A mean over days has one value for the whole period.
        if (clock == Clock::day) { return; }
        add_cuts(cuts[static_cast<std::size_t>(clock)], read,
                 one.at ? one.at->start : DateReference::Start::none);
    });
    const RuleDefinition* rule = reader.rule();
    if (rule == nullptr) { return; }
    for (const Amendment& amendment : rule->amendments) {
        auto& of_clock = cuts[static_cast<std::size_t>(rules.packages[amendment.package].clock)];
        for (const AmendmentVersion& version : amendment.versions) {
            if (of_clock.size() > segments_max) { break; }
            of_clock.insert(version.days.from);
            of_clock.insert(day_after(version.days.until));
        }
    }
}

/// The parts of `whole` that the cuts make.
std::vector<Days> parts_of(const Days& whole, const std::set<Date>& cuts) {
    std::vector<Days> parts{whole};
    for (const Date cut : cuts) {
        if (cut <= parts.back().from || whole.until < cut) { continue; }
        parts.back().until = add_days(cut, -1);
        parts.push_back({cut, whole.until});
    }
    return parts;
}

std::string text_of_days(const Days& days) {
    if (days.from == first_of_days) { return "until " + mutua::to_string(days.until); }
    if (days.until == last_of_days) { return "from " + mutua::to_string(days.from) + " on"; }
    return mutua::to_string(days.from) + " .. " + mutua::to_string(days.until);
}

}  // namespace

Range RangeChecker::judged(const std::function<Range()>& look) {
    if (segment_ > 0) { return look(); }
    unproved_.clear();
    Range whole = look();
    return unproved_.empty() ? whole : by_segments(look, whole);
}

Range RangeChecker::by_segments(const std::function<Range()>& look, const Range& whole) {
    const std::vector<Unproved> of_all_days = std::exchange(unproved_, {});
    const std::vector<DefinitionId> below = rules_below(place_.owner);
    const std::vector<ClockSpans> all = segments(below);
    const std::size_t steps = all.size() * (below.size() + 1);
    if (all.empty() || segment_steps_left_ < steps) {
        tell_unproved(of_all_days, of_all_days, 1);
        return whole;
    }
    segment_steps_left_ -= steps;
    const ClockSpans all_days = place_.days;
    Range range = Range::no_row();
    for (const ClockSpans& segment : all) {
        ++segment_;
        place_.days = segment;
        in_segment_.clear();
        for (const DefinitionId id : below) { in_segment_[id] = value_in_segment(id); }
        const std::size_t known = unproved_.size();
        range = hull(range, look());
        for (std::size_t i = known; i < unproved_.size(); ++i) {
            unproved_[i].when = days_text(segment, all_days);
        }
    }
    segment_ = 0;
    place_.days = all_days;
    in_segment_.clear();
    tell_unproved(of_all_days, std::exchange(unproved_, {}), all.size());
    return range.empty ? whole : range;
}

/// Keeps what is not proved, each once and counted once a segment.
void RangeChecker::unproved(Unproved found) {
    const auto is_same = [&](const Unproved& one) {
        return one.code == found.code && one.span.begin == found.span.begin &&
               one.span.end == found.span.end && one.span.file == found.span.file;
    };
    auto same = std::find_if(unproved_.begin(), unproved_.end(), is_same);
    if (same == unproved_.end()) { same = unproved_.insert(same, std::move(found)); }
    if (same->segments > 0 && same->last_segment == segment_) { return; }
    ++same->segments;
    same->last_segment = segment_;
}

/// What holds in every segment is said of all days, the rest with the days that show it.
void RangeChecker::tell_unproved(const std::vector<Unproved>& of_all_days,
                                 const std::vector<Unproved>& of_segments, std::size_t count) {
    for (const Unproved& one : of_segments) {
        const auto whole =
            std::find_if(of_all_days.begin(), of_all_days.end(), [&](const Unproved& other) {
                return other.code == one.code && other.span.begin == one.span.begin;
            });
        const bool always = one.segments == count && whole != of_all_days.end();
        const std::string message = always ? whole->message : one.message + one.when;
        Diagnostic& found = context_.findings.error(one.span, one.code, message, one.help);
        if (one.related) { context_.findings.relate(found, *one.related, one.related_text); }
    }
}

/// The rules that a definition is made of, each after those that it reads itself.
std::vector<DefinitionId> RangeChecker::rules_below(DefinitionId id) const {
    std::vector<bool> reached(rules_.definitions.size(), false);
    std::vector<DefinitionId> left;
    const auto reach = [&](const TypedExpression& one) {
        if (one.kind != TypedKind::read || one.type.is_unknown()) { return; }
        const RuleDefinition* rule = rules_.definitions[one.definition].rule();
        if (rule == nullptr || rule->mean_of_days || reached[one.definition]) { return; }
        reached[one.definition] = true;
        left.push_back(one.definition);
    };
    walk_all(rules_, rules_.definitions[id], reach);
    for (std::size_t next = 0; next < left.size(); ++next) {
        const Definition& rule = rules_.definitions[left[next]];
        walk_value(rule, reach);
        for (const Amendment& one : rule.rule()->amendments) { walk_amendment(rules_, one, reach); }
    }
    std::vector<DefinitionId> below;
    for (const DefinitionId one : context_.order) {
        if (reached[one]) { below.push_back(one); }
    }
    return below;
}

/// Every combination of versions that can be met while ours is in force; none when there are too
/// many.
std::vector<RangeChecker::ClockSpans> RangeChecker::segments(
    const std::vector<DefinitionId>& below) const {
    Cuts cuts;
    add_cuts_of_reads(rules_, rules_.definitions[place_.owner], cuts);
    for (const DefinitionId id : below) { add_cuts_of_reads(rules_, rules_.definitions[id], cuts); }
    std::vector<ClockSpans> all{place_.days};
    for (std::size_t clock = 0; clock < clock_count; ++clock) {
        const std::vector<Days> parts = parts_of(place_.days[clock], cuts[clock]);
        if (parts.size() == 1) { continue; }
        if (all.size() * parts.size() > segments_max) { return {}; }
        std::vector<ClockSpans> finer;
        for (const ClockSpans& one : all) {
            for (const Days& part : parts) {
                finer.push_back(one);
                finer.back()[clock] = part;
            }
        }
        all = std::move(finer);
    }
    return all;
}

/// " for work_end 2025-01-01 .. 2025-12-31": where a segment lies among all days.
std::string RangeChecker::days_text(const ClockSpans& segment, const ClockSpans& whole) const {
    std::string text;
    for (std::size_t clock = 0; clock < clock_count; ++clock) {
        const Days& days = segment[clock];
        if (days.from == whole[clock].from && days.until == whole[clock].until) { continue; }
        text += (text.empty() ? " for " : ", ") +
                std::string{to_string(static_cast<Clock>(clock))} + " " + text_of_days(days);
    }
    return text;
}

/// What a rule may be on the days of the segment; nothing is said about it here.
Range RangeChecker::value_in_segment(DefinitionId id) {
    const Definition& definition = rules_.definitions[id];
    if (values_[id].unknown) { return values_[id]; }
    const Place outside = place_;
    const Facts facts = std::exchange(facts_, {});
    const bool outside_silent = std::exchange(silent_, true);
    const bool in_condition = std::exchange(in_condition_, false);
    place_.owner = id;
    place_.package = definition.package;
    Range range = Range::no_row();
    for (const RuleVersion& version : definition.rule()->versions) {
        if (!is_met_now(definition.clock, version.days)) { continue; }
        range = hull(range, version_range(definition, version));
    }
    if (range.empty) { range = Range::nothing_known(); }
    range = amended_range(definition, *definition.rule(), std::move(range));
    place_ = outside;
    facts_ = facts;
    silent_ = outside_silent;
    in_condition_ = in_condition;
    // What an `ensure` says holds on every day.
    const Range narrowed = range.unknown ? range : intersection(range, values_[id]);
    return narrowed.empty ? values_[id] : narrowed;
}

}  // namespace mutua::ruleset
