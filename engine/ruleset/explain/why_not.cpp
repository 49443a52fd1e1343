#include "engine/ruleset/explain/why_not.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/explain/formula_explainer.hpp"
#include "engine/ruleset/explain/replayed_question.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

Diagnostics one_finding(std::string code, std::string message, std::string help) {
    Diagnostic made;
    made.code = std::move(code);
    made.message = std::move(message);
    made.help = std::move(help);
    return {std::move(made)};
}

std::string day_words(const Words& words, const Days& days) {
    const std::string text = days_text(words, days);
    return text.empty() ? words("for all time") : text;
}

/// Looks for a name among what may give the value of a rule.
class WhyNotFinder {
public:
    WhyNotFinder(ReplayedQuestion& question, std::string_view name, const ExplainOptions& options)
        : question_{question},
          replay_{question.replay},
          rules_{replay_.rules()},
          definition_{rules_.definitions[question.named.definition]},
          place_{*definition_.scope, options.row, question.named.definition, nullptr},
          name_{name},
          words_{options.language},
          formulas_{replay_, words_} {
        made_.language = options.language;
    }

    Result<WhyNot> find() {
        if (auto wrong = question_.disagreement(place_.owner, place_.row)) { return *wrong; }
        figure_ = *replay_.figure(place_.owner, place_.row);
        if (!figure_.given) { shape_ = replay_.shape(place_.owner, place_.row); }
        if (name_ == definition_.name) { answer_rule(); }
        for (const RuleVersion& version : definition_.rule()->versions) { look_in(version); }
        for (const Amendment& one : definition_.rule()->amendments) { look_in(one); }
        if (made_.answers.empty()) { return unknown(); }
        drop_other_times();
        made_.figure = definition_.name;
        made_.value = with_unit(shown(rules_, figure_.value, definition_.type), definition_.type) +
                      (figure_.applicable ? "" : ", " + words_("not applicable"));
        made_.instead = what_decides();
        return std::move(made_);
    }

private:
    [[nodiscard]] WhyNotAnswer answer(std::string kind, const syntax::Span& span,
                                      PackageId package) const {
        WhyNotAnswer made;
        made.kind = std::move(kind);
        made.package = rules_.packages[package].name;
        made.layer = to_string(rules_.packages[package].layer);
        made.where = position_of(rules_.files, span);
        return made;
    }

    static void add_days(WhyNotAnswer& made, const Days& days) {
        if (days.from != first_of_days) { made.version = mutua::to_string(days.from); }
        if (days.until != last_of_days) { made.until = mutua::to_string(days.until); }
    }

    /// The version of the rule with that index, when it is in force.
    [[nodiscard]] const FigureShape::Version* in_force(const RuleVersion& version) const {
        const auto index = static_cast<std::size_t>(&version - definition_.rule()->versions.data());
        const auto found = std::find_if(shape_.versions.begin(), shape_.versions.end(),
                                        [&](const auto& one) { return one.version == index; });
        return found == shape_.versions.end() ? nullptr : &*found;
    }

    void answer_rule() {
        WhyNotAnswer made = answer("rule", definition_.name_span, definition_.package);
        made.name = definition_.name;
        made.state = figure_.applicable ? "decides" : "fails";
        if (figure_.given) {
            made.state = "not looked at";
            made.reason = words_("the figure is given, not computed");
        }
        for (const FigureShape::Version& one : shape_.versions) {
            const RuleVersion& version = definition_.rule()->versions[one.version];
            add_days(made, version.days);
            if (version.applies_when) {
                made.conditions.push_back(formulas_.condition(*version.applies_when, place_));
            }
        }
        if (made.conditions.empty() && !figure_.given) {
            made.reason = words_("it has no `applies when`: it always applies");
        }
        made_.answers.push_back(std::move(made));
    }

    void look_in(const RuleVersion& version) {
        for (std::size_t i = 0; i < version.exceptions.size(); ++i) {
            const CheckedException& one = version.exceptions[i];
            labels_.push_back(one.label);
            if (name_ != one.label) { continue; }
            WhyNotAnswer made = answer("exception", one.label_span, definition_.package);
            made.name = one.label;
            add_days(made, version.days);
            const FigureShape::Version* held = in_force(version);
            if (figure_.given) {
                made.state = "not looked at";
                made.reason = words_("the figure is given, not computed");
            } else if (held == nullptr) {
                made.state = "not in force";
                made.reason = words_("it holds {}", {day_words(words_, version.days)});
            } else {
                judge(made, version, *held, i);
            }
            made_.answers.push_back(std::move(made));
        }
    }

    void judge(WhyNotAnswer& made, const RuleVersion& version, const FigureShape::Version& held,
               std::size_t index) {
        if (version.applies_when) {
            made.conditions.push_back(formulas_.condition(*version.applies_when, place_));
        }
        const CheckedException& one = version.exceptions[index];
        made.conditions.push_back(formulas_.condition(one.when, place_));
        made.conditions.back().label = one.label;
        const bool holds = made.conditions.back().holds;
        made.state = held.applies && held.exception == index ? "decides" : "fails";
        if (made.state == "decides") { note_higher_layer(made, nullptr); }
        if (!held.applies) { made.reason = words_("the rule does not apply"); }
        if (held.applies && holds && held.exception && held.exception != index) {
            made.state = "beaten";
            made.reason = words_("exception {} holds too, and is declared over it",
                                 {version.exceptions[*held.exception].label});
        }
    }

    void look_in(const Amendment& amendment) {
        const Package& package = rules_.packages[amendment.package];
        const Date day = day_on(replay_.exact().row().clocks, package.clock);
        const auto held = version_on(amendment.versions, day);
        for (std::size_t v = 0; v < amendment.versions.size(); ++v) {
            const AmendmentVersion& version = amendment.versions[v];
            for (const CheckedException& one : version.exceptions) {
                labels_.push_back(one.label);
                if (name_ != one.label && name_ != package.name + "." + one.label) { continue; }
                WhyNotAnswer made = answer("amendment", one.label_span, amendment.package);
                made.name = one.label;
                add_days(made, version.days);
                if (figure_.given || !figure_.applicable) {
                    made.state = "not looked at";
                    made.reason = figure_.given ? words_("the figure is given, not computed")
                                                : words_("the rule does not apply");
                } else if (held != v) {
                    made.state = "not in force";
                    made.reason = words_("it holds {}", {day_words(words_, version.days)});
                } else {
                    judge(made, package, one, version);
                }
                made_.answers.push_back(std::move(made));
            }
        }
    }

    void judge(WhyNotAnswer& made, const Package& package, const CheckedException& one,
               const AmendmentVersion& version) {
        ExactPlace here = place_;
        here.inherited = &shape_.value_below(package.layer);
        if (package.layer_when) {
            made.conditions.push_back(formulas_.condition(*package.layer_when, here));
        }
        made.conditions.push_back(formulas_.condition(one.when, here));
        made.conditions.back().label = one.label;
        const bool holds =
            std::all_of(made.conditions.begin(), made.conditions.end(),
                        [](const ExplainedCondition& condition) { return condition.holds; });
        const bool spoke = std::count(shape_.amended.begin(), shape_.amended.end(), &one) > 0;
        made.state = spoke ? "decides" : holds ? "beaten" : "fails";
        if (spoke) { note_higher_layer(made, &one); }
        if (made.state != "beaten") { return; }
        for (const CheckedException& other : version.exceptions) {
            if (std::count(shape_.amended.begin(), shape_.amended.end(), &other) == 0) { continue; }
            made.reason = words_("exception {} holds too, and is declared over it", {other.label});
        }
    }

    /// What decides is overruled where an amendment of a higher layer speaks after it.
    void note_higher_layer(WhyNotAnswer& made, const CheckedException* own) {
        if (shape_.amended.empty() || shape_.amended.back() == own) { return; }
        const CheckedException* last = shape_.amended.back();
        for (const Amendment& amendment : definition_.rule()->amendments) {
            for (const AmendmentVersion& version : amendment.versions) {
                const bool is_there =
                    std::any_of(version.exceptions.begin(), version.exceptions.end(),
                                [last](const CheckedException& other) { return &other == last; });
                if (!is_there) { continue; }
                made.state = "overruled";
                made.reason =
                    words_("{} of layer {} decides over it",
                           {words_("amendment {}", {last->label}),
                            std::string{to_string(rules_.packages[amendment.package].layer)}});
            }
        }
    }

    /// The versions of other times say nothing when one in force is named.
    void drop_other_times() {
        const auto of_another_time = [](const WhyNotAnswer& one) {
            return one.state == "not in force";
        };
        auto& all = made_.answers;
        if (std::all_of(all.begin(), all.end(), of_another_time)) { return; }
        all.erase(std::remove_if(all.begin(), all.end(), of_another_time), all.end());
    }

    [[nodiscard]] std::string what_decides() const {
        if (figure_.given) { return words_("the row gives it"); }
        if (!figure_.applicable) { return words_("nothing: the rule does not apply"); }
        if (!shape_.amended.empty()) {
            return words_("amendment {}", {shape_.amended.back()->label});
        }
        if (shape_.versions.size() != 1) { return words_("the mean over the days"); }
        const FigureShape::Version& version = shape_.versions.front();
        if (!version.exception) { return words_("the default"); }
        const auto& exceptions = definition_.rule()->versions[version.version].exceptions;
        return words_("exception {}", {exceptions[*version.exception].label});
    }

    [[nodiscard]] Diagnostics unknown() {
        std::sort(labels_.begin(), labels_.end());
        labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
        std::string help = did_you_mean(name_, labels_);
        if (help.empty()) {
            help = labels_.empty()
                       ? "`--why-not " + definition_.name + "` asks whether the rule applies at all"
                       : "it has " + listed_names(labels_);
        }
        return one_finding(
            "R101",
            "`" + definition_.name + "` has " +
                (labels_.empty() ? "no exceptions, so no" : "no exception or amendment") + " `" +
                std::string{name_} + "`",
            help);
    }

    ReplayedQuestion& question_;
    FigureReplay& replay_;
    const CheckedRuleset& rules_;
    const Definition& definition_;
    ExactPlace place_;
    std::string_view name_;
    Words words_;
    FormulaExplainer formulas_;
    ExactFigure figure_;
    FigureShape shape_;
    std::vector<std::string> labels_;
    WhyNot made_;
};

}  // namespace

Result<WhyNot> why_not(Calculator& calculator, std::string_view package, std::string_view figure,
                       std::string_view name, const Case& row, const ExplainOptions& options) {
    auto question = replay_question(calculator, package, figure, row, options.row);
    if (!question) { return question.error(); }
    const Definition& definition =
        (*question)->replay.rules().definitions[(*question)->named.definition];
    if (definition.rule() == nullptr) {
        return one_finding("R203", "`" + definition.name + "` is no rule: it has no exceptions",
                           "ask it of a rule, or leave --why-not out");
    }
    auto made = WhyNotFinder{**question, name, options}.find();
    if (made) {
        made->label = label((*question)->ruleset,
                            (*question)->replay.rules().packages[definition.package].name,
                            definition.name, options.language);
        if (made->label == made->figure) { made->label.clear(); }
    }
    return made;
}

}  // namespace mutua::ruleset
