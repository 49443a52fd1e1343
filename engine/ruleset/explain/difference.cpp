#include "engine/ruleset/explain/difference.hpp"

#include "engine/ruleset/explain/facets.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace mutua::ruleset {

namespace {

using Facets = std::vector<Facet>;

bool same_text(const Change& left, const Change& right) {
    return left.part == right.part && left.kind == right.kind && left.before == right.before &&
           left.after == right.after && left.source == right.source;
}

/// A source that changed with its figure or formula is told there.
bool told_already(const std::vector<Change>& changes, const Change& source) {
    return std::any_of(changes.begin(), changes.end(), [&](const Change& one) {
        const bool same_part = source.part.empty()
                                   ? one.kind == ChangeKind::figure || one.part.empty()
                                   : one.part == source.part;
        return one.kind != ChangeKind::source && same_part && !one.source.empty();
    });
}

const Facet* find(const Facets& facets, const Facet& wanted) {
    const auto at = std::find_if(facets.begin(), facets.end(), [&](const Facet& one) {
        return one.part == wanted.part && one.kind == wanted.kind;
    });
    return at == facets.end() ? nullptr : &*at;
}

/// "above 16 310.00" of "[above 16 310.00]"; empty for what is no bracket of a scale.
std::string bound_of(const std::string& part) {
    const bool is_bracket = part.starts_with("[above ") || part.starts_with("[reaching ");
    return is_bracket && part.back() == ']' ? part.substr(1, part.size() - 2) : "";
}

/// Where as many brackets came as went, the bounds moved: each is told with the one that took its
/// place.
void join_moved_brackets(std::vector<Change>& changes) {
    std::vector<std::size_t> come;
    std::vector<std::size_t> gone;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const Change& one = changes[i];
        if (one.kind != ChangeKind::figure || bound_of(one.part).empty()) { continue; }
        if (one.before.empty()) { come.push_back(i); }
        if (one.after.empty()) { gone.push_back(i); }
    }
    if (come.size() != gone.size()) { return; }
    for (std::size_t i = 0; i < come.size(); ++i) {
        Change& moved = changes[come[i]];
        Change& old = changes[gone[i]];
        moved.before = bound_of(old.part) + ": " + old.before;
        moved.after = bound_of(moved.part) + ": " + moved.after;
        moved.part = std::move(old.part);
        old.before.clear();
    }
    std::erase_if(changes,
                  [](const Change& one) { return one.before.empty() && one.after.empty(); });
}

/// What is not the same in two lists of facets, in the order of the new one, what is gone last.
std::vector<Change> compared(const Facets& before, const Facets& after) {
    std::vector<Change> changes;
    const auto note = [&](const Facet& facet, const Facet* old, const Facet* now) {
        if (old && now && old->meaning == now->meaning) { return; }
        Change change;
        change.part = facet.part;
        change.kind = facet.kind;
        change.before = old ? old->text : "";
        change.after = now ? now->text : "";
        change.source = now ? now->source : "";
        const bool empty = change.before.empty() && change.after.empty();
        if (!empty) { changes.push_back(std::move(change)); }
    };
    for (const Facet& one : after) { note(one, find(before, one), &one); }
    for (const Facet& one : before) {
        if (find(after, one) == nullptr) { note(one, &one, nullptr); }
    }
    join_moved_brackets(changes);
    std::vector<Change> told;
    for (const Change& one : changes) {
        if (one.kind != ChangeKind::source || !told_already(changes, one)) { told.push_back(one); }
    }
    return told;
}

/// Compares one definition in every segment of its versions and joins what goes on.
class SegmentPairs {
public:
    SegmentPairs(const CheckedRuleset& before, const Definition& old, const CheckedRuleset& after,
                 const Definition& now)
        : before_{before}, old_{old}, after_{after}, now_{now} {}

    std::vector<Change> run() {
        std::set<Date> days;
        for (const Definition* one : {&old_, &now_}) {
            for (const Date day : cut_days(*one)) { days.insert(day); }
        }
        for (auto day = days.begin(); day != days.end(); ++day) {
            const auto next = std::next(day);
            const Date until =
                next == days.end() ? last_of_days : Date{date::sys_days{*next} - date::days{1}};
            add(Days{*day, until});
        }
        return std::move(changes_);
    }

private:
    void add(Days days) {
        const auto old = facets_on(before_, old_, days.from);
        const auto now = facets_on(after_, now_, days.from);
        for (Change& change : compared(old.value_or(Facets{}), now.value_or(Facets{}))) {
            change.days = days;
            extend(std::move(change));
        }
    }

    void extend(Change change) {
        const Date day_before{date::sys_days{change.days->from} - date::days{1}};
        const auto open = std::find_if(changes_.begin(), changes_.end(), [&](const Change& one) {
            return one.days->until == day_before && same_text(one, change);
        });
        if (open == changes_.end()) {
            changes_.push_back(std::move(change));
        } else {
            open->days->until = change.days->until;
        }
    }

    const CheckedRuleset& before_;
    const Definition& old_;
    const CheckedRuleset& after_;
    const Definition& now_;
    std::vector<Change> changes_;
};

/// The two sides, with a day for both or for none.
struct Sides {
    const CheckedRuleset& before;
    const CheckedRuleset& after;
    std::optional<Date> day_before;
    std::optional<Date> day_after;
};

std::vector<Change> compared(const Sides& sides, const Definition& old, const Definition& now) {
    std::vector<Change> changes =
        compared(facets_always(sides.before, old), facets_always(sides.after, now));
    std::vector<Change> dated;
    if (sides.day_before) {
        dated = compared(facets_on(sides.before, old, *sides.day_before).value_or(Facets{}),
                         facets_on(sides.after, now, *sides.day_after).value_or(Facets{}));
    } else {
        dated = SegmentPairs{sides.before, old, sides.after, now}.run();
    }
    changes.insert(changes.end(), dated.begin(), dated.end());
    return changes;
}

const char* kind_word(const Definition& one) {
    if (one.input()) { return "input"; }
    if (one.param()) { return "param"; }
    if (one.scale()) { return "scale"; }
    if (one.table()) { return "table"; }
    return one.rule() ? "rule" : "carry";
}

void add_named(std::vector<Change>& all, const std::string& name, std::vector<Change> changes) {
    for (Change& one : changes) {
        one.definition = name;
        all.push_back(std::move(one));
    }
}

void add_alone(std::vector<Change>& all, const std::string& name, ChangeKind kind,
               const std::string& what) {
    Change change;
    change.definition = name;
    change.kind = kind;
    (kind == ChangeKind::added ? change.after : change.before) = what;
    all.push_back(std::move(change));
}

bool covers(const Package& package, const std::optional<Date>& day) {
    return !day || (package.covers.from <= *day && *day <= package.covers.until);
}

/// Names of packages that say nothing on a day of the two.
using Silent = std::set<std::string>;

Silent silent_packages(const Sides& sides) {
    Silent names;
    for (const Package& one : sides.before.packages) {
        if (!covers(one, sides.day_before)) { names.insert(one.name); }
    }
    for (const Package& one : sides.after.packages) {
        if (!covers(one, sides.day_after)) { names.insert(one.name); }
    }
    return names;
}

/// A package that begins or ends between the days is one change, not one of each definition.
void compare_coverage(std::vector<Change>& all, const Sides& sides, const Package& old,
                      const Package& now) {
    const bool before = covers(old, sides.day_before);
    const bool after = covers(now, sides.day_after);
    if (before == after) { return; }
    // The day outside lies before the package begins, or after it ends.
    const auto bound = [](const Package& one, const std::optional<Date>& outside) {
        return outside && *outside < one.covers.from
                   ? "covered from " + mutua::to_string(one.covers.from)
                   : "covered until " + mutua::to_string(one.covers.until);
    };
    if (after) {
        add_alone(all, now.name, ChangeKind::added, bound(now, sides.day_before));
    } else {
        add_alone(all, old.name, ChangeKind::removed, bound(old, sides.day_after));
    }
}

void compare_packages(std::vector<Change>& all, const Sides& sides) {
    std::map<std::string, std::pair<const Package*, const Package*>> packages;
    for (const Package& one : sides.before.packages) { packages[one.name].first = &one; }
    for (const Package& one : sides.after.packages) { packages[one.name].second = &one; }
    for (const auto& [name, both] : packages) {
        if (both.first && both.second) {
            add_named(all, name,
                      compared(facets_of(sides.before, *both.first),
                               facets_of(sides.after, *both.second)));
            compare_coverage(all, sides, *both.first, *both.second);
        } else {
            add_alone(all, name, both.second ? ChangeKind::added : ChangeKind::removed, "package");
        }
    }
}

using Names = std::map<std::string, const Definition*>;

Names names_of(const CheckedRuleset& rules, const Silent& silent) {
    Names names;
    for (std::size_t i = 0; i < rules.definitions.size(); ++i) {
        if (silent.contains(rules.packages[rules.definitions[i].package].name)) { continue; }
        names.emplace(full_name(rules, static_cast<DefinitionId>(i)), &rules.definitions[i]);
    }
    return names;
}

void compare_definitions(std::vector<Change>& all, const Sides& sides) {
    const Silent silent = silent_packages(sides);
    const Names before = names_of(sides.before, silent);
    const Names after = names_of(sides.after, silent);
    std::set<std::string> names;
    for (const auto& [name, one] : before) { names.insert(name); }
    for (const auto& [name, one] : after) { names.insert(name); }
    for (const std::string& name : names) {
        const auto old = before.find(name);
        const auto now = after.find(name);
        if (old == before.end()) {
            add_alone(all, name, ChangeKind::added, kind_word(*now->second));
        } else if (now == after.end()) {
            add_alone(all, name, ChangeKind::removed, kind_word(*old->second));
        } else if (std::string_view{kind_word(*old->second)} != kind_word(*now->second)) {
            add_alone(all, name, ChangeKind::removed, kind_word(*old->second));
            add_alone(all, name, ChangeKind::added, kind_word(*now->second));
        } else {
            add_named(all, name, compared(sides, *old->second, *now->second));
        }
    }
}

}  // namespace

std::string_view to_string(ChangeKind kind) {
    static constexpr std::array<std::string_view, 6> words{"figure", "formula", "source",
                                                           "label",  "added",   "removed"};
    return words.at(static_cast<std::size_t>(kind));
}

std::vector<Change> difference(const RulesetSide& before, const RulesetSide& after) {
    const Sides sides{*before.rules, *after.rules, before.on ? before.on : after.on,
                      after.on ? after.on : before.on};
    std::vector<Change> all;
    compare_packages(all, sides);
    compare_definitions(all, sides);
    return all;
}

}  // namespace mutua::ruleset
