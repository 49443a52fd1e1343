#include "engine/core/contract.hpp"
#include "formats/ubl/validation/entries.hpp"
#include "formats/ubl/validation/rule_set.hpp"
#include "formats/ubl/validation/value_kind.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mutua::ubl::validation {

namespace {

/// What stands behind the first word.
std::string_view behind_word(std::string_view text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    return without_blanks(text.substr(end));
}

/// A text with each `{key}` replaced, in what was put in as well.
std::string filled_in(std::string text, const std::map<std::string, std::string>& values) {
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at)) {
        const std::size_t end = text.find('}', at);
        require(end != std::string::npos, "a place to fill in is closed");
        const auto value = values.find(text.substr(at + 1, end - at - 1));
        require(value != values.end(), "a VAT category has what its rules ask for");
        text.replace(at, end - at + 1, value->second);
    }
    return text;
}

}  // namespace

/// Reads the notation of rules into a set.
class RuleSetReader {
public:
    RuleSetReader(RuleSet& set, Language& language) : set_{set}, language_{language} {}

    void read(std::string_view text) {
        for (const Entry& entry : entries(text)) {
            const std::string_view first =
                std::string_view{entry.text}.substr(0, entry.text.find(' '));
            if (first == "name") {
                add_name(entry);
            } else if (first == "pattern") {
                ++pattern_;
            } else if (first == "for") {
                add_scope(entry);
            } else if (first == "category") {
                add_category(entry);
            } else if (first == "at") {
                contexts_ = {std::string{behind_word(entry.text)}};
                is_each_ = false;
                is_new_ = true;
            } else if (first == "each") {
                contexts_ = {std::string{behind_word(behind_word(entry.text))}};
                is_each_ = true;
                is_new_ = true;
            } else {
                add_rule(entry);
            }
        }
    }

private:
    using Category = std::map<std::string, std::string>;

    void add_name(const Entry& entry) {
        const std::string all = entry.joined();
        const auto written = words(all);
        require(written.size() > 3 && written[2] == "=", "a name stands for something");
        const std::size_t equals = all.find(" = ");
        language_.names[std::string{written[1]}] = all.substr(equals + 3);
    }

    void add_scope(const Entry& entry) {
        const std::string_view whom = behind_word(entry.text);
        scope_ = whom == "billing"        ? RuleSet::For::ordinary
                 : whom == "self-billing" ? RuleSet::For::self_billed
                                          : RuleSet::For::both;
        is_new_ = true;
    }

    /// category E BR-E like Z
    void add_category(const Entry& entry) {
        const auto written = words(entry.text);
        Category category;
        if (written.size() == 5 && written[3] == "like") {
            const std::string_view other = written[4];
            const auto known =
                std::find_if(categories_.begin(), categories_.end(),
                             [other](const auto& one) { return one.at("code") == other; });
            require(known != categories_.end(), "a category is like one above");
            category = *known;
        }
        category["code"] = written[1];
        category["prefix"] = written[2];
        for (const std::string& line : entry.indented) {
            category[line.substr(0, line.find(' '))] = std::string{behind_word(line)};
        }
        categories_.push_back(std::move(category));
    }

    /// A rule of `each` stands in as many groups as there are categories.
    void add_rule(const Entry& entry) {
        const std::size_t count = is_each_ ? categories_.size() : 1;
        if (is_new_) {
            first_group_ = set_.groups_.size();
            for (std::size_t each = 0; each < count; ++each) { add_group(each); }
            is_new_ = false;
        }
        for (std::size_t each = 0; each < count; ++each) {
            Rule rule = rule_of(entry, each);
            rule.number = set_.rule_count_++;
            set_.groups_[first_group_ + each].rules.push_back(std::move(rule));
        }
    }

    [[nodiscard]] std::string filled(const std::string& text, std::size_t category) const {
        return is_each_ ? filled_in(text, categories_[category]) : text;
    }

    void add_group(std::size_t category) {
        RuleSet::Group& group = set_.groups_.emplace_back();
        if (is_each_) { ++pattern_; }  // Each category judges, whatever judged before.
        group.pattern = pattern_;
        group.scope = scope_;
        std::string written = filled(contexts_.front(), category);
        if (written.starts_with('*')) {
            group.is_wild = true;
            group.suffix = written.substr(1);
            return;
        }
        while (true) {
            const std::size_t bar = std::min(written.find(" | "), written.size());
            group.contexts.push_back(
                read_path(without_blanks(std::string_view{written}.substr(0, bar)), language_));
            if (bar == written.size()) { return; }
            written.erase(0, bar + 3);
        }
    }

    [[nodiscard]] Rule rule_of(const Entry& entry, std::size_t category) {
        const std::string head = filled(entry.text, category);
        const auto written = words(head);
        if (written.size() < 3 || (written[1] != "fatal" && written[1] != "warning")) {
            require(false,
                    fmt::format("line {} of the rules is one: {}", entry.line, head).c_str());
        }
        Rule rule;
        rule.id = written[0];
        rule.weight = written[1] == "fatal" ? Weight::fatal : Weight::warning;
        std::string demand{behind_word(behind_word(head))};
        for (const std::string& line : entry.indented) {
            const std::string more = filled(line, category);
            if (more.starts_with("| ")) {
                demand.append(more.substr(1));
            } else {
                rule.text.append(rule.text.empty() ? "" : " ").append(more);
            }
        }
        rule.demand = read_expression(demand, language_);
        rule.written = std::move(demand);
        rule.at = filled(contexts_.front(), category);
        if (scope_ == RuleSet::For::ordinary) { rule.of_one = Billing::ordinary; }
        if (scope_ == RuleSet::For::self_billed) { rule.of_one = Billing::self_billed; }
        return rule;
    }

    RuleSet& set_;
    Language& language_;
    std::vector<Category> categories_;
    std::vector<std::string> contexts_;
    std::uint16_t pattern_ = 0;
    RuleSet::For scope_ = RuleSet::For::both;
    bool is_each_ = false;
    bool is_new_ = true;
    std::size_t first_group_ = 0;
};

RuleSet::RuleSet(std::string_view text, Language language) {
    RuleSetReader{*this, language}.read(text);
    index(language.vocabulary);
}

}  // namespace mutua::ubl::validation
