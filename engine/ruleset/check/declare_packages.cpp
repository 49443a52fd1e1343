#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/check/repairs.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

std::string path_of_package(const std::string& package) {
    std::string path = package;
    std::replace(path.begin(), path.end(), '.', '/');
    return path + ".rules";
}

Clock package_clock(CheckContext& context, const syntax::File& file) {
    if (!file.clock) { return Clock::work_end; }
    if (const auto clock = parse_clock(file.clock->text)) { return *clock; }
    if (file.clock->text == "day") {
        context.findings.error(file.clock->span, "R406", "only a rule is `dated by day`",
                               "write `dated by work_end` here, and `dated by day` in the rule");
        return Clock::work_end;
    }
    context.findings.error(file.clock->span, "R106", "there is no clock `" + file.clock->text + "`",
                           one_of_repair(file.clock->text, clock_words()));
    return Clock::work_end;
}

void check_layer(CheckContext& context, const syntax::File& file, Package& package) {
    if (!file.layer) { return; }
    const auto layer = parse_layer(file.layer->text);
    if (!layer) {
        context.findings.error(
            file.layer->span, "R106", "there is no layer `" + file.layer->text + "`",
            one_of_repair(file.layer->text,
                          {"law", "committee", "cooperative", "client", "contract"}));
    }
    package.layer = layer.value_or(Layer::law);
    package.layer_known = layer.has_value();
}

void check_covers(CheckContext& context, const syntax::File& file, Package& package) {
    if (!file.covers_from || !file.covers_to) { return; }
    package.covers = {*file.covers_from, *file.covers_to};
    if (package.covers.until < package.covers.from) {
        std::swap(package.covers.from, package.covers.until);
        context.findings.error(file.covers_span.value_or(file.package.span), "R010",
                               "the time covered ends before it begins",
                               "write `covers " + mutua::to_string(package.covers.from) + " .. " +
                                   mutua::to_string(package.covers.until) + "`");
    }
}

void check_package_rounding(CheckContext& context, const syntax::File& file, Package& package) {
    package.rounding_known = file.rounding_read;
    if (!file.rounding || !file.rounding_unit) { return; }
    const CheckedRounding rounding = checked_rounding(*file.rounding);
    package.rounding_known = check_step(context, rounding);
    if (!package.rounding_known) { return; }
    package.rounding = rounding;
    package.rounding->of_package = true;
    package.rounding_currency = file.rounding_unit->text;
    const auto decimals = known_unit_decimals(package.rounding_currency);
    if (!decimals || package.rounding_currency.size() != 3 ||
        is_time_unit(package.rounding_currency)) {
        context.findings.error(file.rounding_unit->span, "R104",
                               "`" + package.rounding_currency + "` is no currency",
                               currency_repair(package.rounding_currency));
        package.rounding_known = false;
    }
}

void declare_package(CheckContext& context, std::uint32_t index) {
    FileUnderCheck& under_check = context.files[index];
    const syntax::File& file = under_check.syntax;
    if (file.package.text.empty()) { return; }
    if (const auto other = find_package(context.rules, file.package.text)) {
        Diagnostic& found = context.findings.error(
            file.package.span, "R102", "package `" + file.package.text + "` is declared twice",
            "one file is one package: give this one the name of its path");
        context.findings.relate(found, context.file_of(*other).package.span, "first here");
        return;
    }
    const std::string expected_path = path_of_package(file.package.text);
    const std::string& path = context.rules.files[index].path;
    if (under_check.readable && path != expected_path && !path.ends_with("/" + expected_path)) {
        context.findings.error(file.package.span, "R012",
                               "package `" + file.package.text + "` lies in " + path,
                               "move the file to " + expected_path + ", or rename the package");
    }
    Package package;
    package.name = file.package.text;
    package.file = index;
    package.clock = package_clock(context, file);
    check_layer(context, file, package);
    check_covers(context, file, package);
    check_package_rounding(context, file, package);
    under_check.package = static_cast<PackageId>(context.rules.packages.size());
    context.rules.packages.push_back(std::move(package));
}

void resolve_uses(CheckContext& context, PackageId id) {
    Package& package = context.rules.packages[id];
    for (const syntax::Use& use : context.file_of(id).uses) {
        const auto used = find_package(context.rules, use.package.text);
        if (!used) {
            std::vector<std::string> names;
            for (const Package& one : context.rules.packages) { names.push_back(one.name); }
            std::string help = did_you_mean(use.package.text, names);
            if (help.empty()) { help = "packages are " + listed_names(names); }
            context.findings.error(use.package.span, "R112",
                                   "there is no package `" + use.package.text + "`", help);
            package.uses_known = false;
            continue;
        }
        if (*used == id) {
            context.findings.error(use.package.span, "R113",
                                   "package `" + package.name + "` uses itself",
                                   "remove this line: its own names are visible");
            continue;
        }
        if (std::find(package.uses.begin(), package.uses.end(), *used) == package.uses.end()) {
            package.uses.push_back(*used);
        } else {
            context.findings.error(use.package.span, "R013",
                                   "`use " + use.package.text + "` is given twice",
                                   "keep one of them");
        }
    }
}

/// Follows `use` from a package; `path` holds the packages on the way.
bool find_use_circle(const CheckedRuleset& rules, std::vector<int>& state,
                     std::vector<PackageId>& path, PackageId id) {
    state[id] = 1;
    path.push_back(id);
    for (const PackageId used : rules.packages[id].uses) {
        if (state[used] == 1) {
            path.push_back(used);
            return true;
        }
        if (state[used] == 0 && find_use_circle(rules, state, path, used)) { return true; }
    }
    path.pop_back();
    state[id] = 2;
    return false;
}

void report_use_circle(CheckContext& context, const std::vector<PackageId>& path) {
    std::string steps;
    const auto first = std::find(path.begin(), path.end() - 1, path.back());
    for (auto at = first; at != path.end(); ++at) {
        if (at != first) { steps += " -> "; }
        steps += context.rules.packages[*at].name;
    }
    const PackageId user = path[path.size() - 2];
    syntax::Span span = context.file_of(user).package.span;
    for (const syntax::Use& use : context.file_of(user).uses) {
        if (use.package.text == context.rules.packages[path.back()].name) {
            span = use.package.span;
        }
    }
    context.findings.error(span, "R113", "packages use each other in a circle: " + steps,
                           "move what both need into a package of its own");
}

}  // namespace

bool CheckContext::is_sound(PackageId package) const {
    const auto reachable = reachable_packages(rules, package);
    return std::all_of(reachable.begin(), reachable.end(),
                       [&](PackageId one) { return !file_of(one).head_unread; });
}

bool CheckContext::is_unread(PackageId package, std::string_view path) const {
    const auto names_it = [path](const std::string& name) {
        for (std::size_t at = path.find(name); at != std::string_view::npos && !name.empty();
             at = path.find(name, at + 1)) {
            const std::size_t behind = at + name.size();
            const bool begins = at == 0 || path[at - 1] == '.' || path[at - 1] == '/';
            if (begins && (behind == path.size() || path[behind] == '.' || path[behind] == '/')) {
                return true;
            }
        }
        return false;
    };
    const auto reachable = reachable_packages(rules, package);
    return std::any_of(reachable.begin(), reachable.end(), [&](PackageId one) {
        const auto& unread = file_of(one).unread;
        return std::any_of(unread.begin(), unread.end(), names_it);
    });
}

bool CheckContext::may_be_unread(PackageId package, std::string_view path) const {
    return !rules.packages[package].uses_known || is_unread(package, path);
}

bool CheckContext::has_unread() const {
    const bool lacks_package =
        std::any_of(rules.packages.begin(), rules.packages.end(),
                    [](const Package& package) { return !package.uses_known; });
    return lacks_package || std::any_of(files.begin(), files.end(), [](const FileUnderCheck& file) {
               return file.syntax.head_unread || !file.syntax.unread.empty();
           });
}

void declare_packages(CheckContext& context) {
    for (std::uint32_t index = 0; index < context.files.size(); ++index) {
        declare_package(context, index);
    }
    for (PackageId id = 0; id < context.rules.packages.size(); ++id) { resolve_uses(context, id); }
    std::vector<int> state(context.rules.packages.size(), 0);
    for (PackageId id = 0; id < context.rules.packages.size(); ++id) {
        std::vector<PackageId> path;
        if (state[id] == 0 && find_use_circle(context.rules, state, path, id)) {
            report_use_circle(context, path);
            // What follows would not end on a circle: cut it where it closes.
            auto& uses = context.rules.packages[path[path.size() - 2]].uses;
            uses.erase(std::remove(uses.begin(), uses.end(), path.back()), uses.end());
            for (int& one : state) { one = 0; }
            --id;
        }
    }
}

}  // namespace mutua::ruleset
