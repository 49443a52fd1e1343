#include "formats/ubl/validation/unwanted.hpp"

#include "engine/core/contract.hpp"
#include "formats/ubl/validation/entries.hpp"
#include "formats/ubl/validation/rule_set.hpp"

#include <fmt/format.h>

namespace mutua::ubl::validation {

Unwanted::Unwanted(std::string_view text, const Language& language) {
    std::string head;
    for (const Entry& entry : entries(text)) {
        if (entry.text.starts_with('[')) {
            head = entry.text.substr(1, entry.text.size() - 2);
            continue;
        }
        const auto written = words(entry.text);
        require(written.size() == 2, "what is unwanted has a number and a path");
        std::string path =
            head.empty() ? std::string{written[1]} : head + "/" + std::string{written[1]};
        add(read_path(path, language), rules_.size());
        std::string told =
            fmt::format("EN 16931 has no place for {}: a receiver may ignore it.", path);
        rules_.push_back({fmt::format("UBL-CR-{}", written[0]), std::move(path), std::move(told)});
    }
}

void Unwanted::add(const Path& path, std::size_t rule) {
    // `Line` is two names: both lead to the same place.
    State at = at_root;
    for (const Step& step : path.steps) {
        State next = way(at, step.names[0]);
        if (next == nowhere) {
            next = static_cast<State>(places_.size());
            places_.emplace_back();
            for (const xml::NameId name : step.names) {
                if (name != xml::unknown_name) { places_[at].ways.emplace_back(name, next); }
            }
        }
        at = next;
    }
    if (path.attribute != xml::unknown_name) {
        places_[at].attributes.emplace_back(path.attribute, static_cast<std::uint16_t>(rule));
    } else {
        places_[at].rule = static_cast<int>(rule);
    }
}

Unwanted::State Unwanted::way(State from, xml::NameId name) const {
    for (const auto& [step, to] : places_[from].ways) {
        if (step == name) { return to; }
    }
    return nowhere;
}

void Unwanted::judge(const JudgedDocument& document, Findings& findings) const {
    const auto& nodes = document.tree().nodes;
    std::vector<State> states(nodes.size(), nowhere);
    std::vector<bool> is_told(rules_.size());
    const auto tell = [&](xml::NodeIndex node, std::size_t rule) {
        if (is_told[rule]) { return; }
        is_told[rule] = true;
        findings.push_back(
            finding_at(document, node, rules_[rule].id, Weight::warning, rules_[rule].text));
    };
    states[0] = at_root;
    for (xml::NodeIndex node = 0; node < nodes.size(); ++node) {
        if (node > 0) {
            const State above = states[nodes[node].parent];
            if (above == nowhere) { continue; }
            states[node] = way(above, nodes[node].name);
        }
        const Place& place = places_[states[node]];
        if (place.rule >= 0) { tell(node, static_cast<std::size_t>(place.rule)); }
        for (const auto& [attribute, rule] : place.attributes) {
            if (document.attribute(node, attribute) != nullptr) { tell(node, rule); }
        }
    }
}

}  // namespace mutua::ubl::validation
