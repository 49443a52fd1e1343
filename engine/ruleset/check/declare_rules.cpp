#include "engine/ruleset/check/declaring.hpp"
#include "engine/ruleset/check/repairs.hpp"
#include "engine/ruleset/syntax/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace mutua::ruleset {

namespace {

constexpr std::array<std::string_view, 6> documents{"payslip",     "invoice",      "statement",
                                                    "declaration", "announcement", "plan"};
constexpr std::array<std::string_view, 4> roles{"earning", "deduction", "information", "total"};
constexpr std::array<std::string_view, 2> check_roles{"error", "warning"};

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// `open to committee, cooperative at least`
std::optional<OpenTo> open_to(CheckContext& context, const std::optional<syntax::Open>& written) {
    if (!written) { return std::nullopt; }
    OpenTo made;
    for (const syntax::Name& name : written->layers) {
        const auto layer = parse_layer(name.text);
        if (!layer || *layer == Layer::law) {
            context.findings.error(name.span, "R106",
                                   "there is no layer `" + name.text + "` above law",
                                   "write committee, cooperative, client or contract");
            continue;
        }
        made.layers.push_back(*layer);
    }
    if (written->bound) {
        made.bound =
            written->bound->text == "least" ? OpenTo::Bound::at_least : OpenTo::Bound::at_most;
    }
    return made;
}

/// The clock of a rule, which alone may be `day`.
Clock rule_clock(CheckContext& context, PackageId id, const syntax::Rule& rule, const Type& type) {
    if (!rule.clock || rule.clock->text != "day") { return resolve_clock(context, id, rule.clock); }
    if (!type.is_number() && !type.is_unknown()) {
        context.findings.error(rule.clock->span, "R203",
                               "only a number has a mean over the days of the period, `" +
                                   rule.name.text + "` is " + describe(context.rules, type),
                               "write `dated by work_end`");
        return Clock::work_end;
    }
    return Clock::day;
}

void check_labels(CheckContext& context, const Definition& made) {
    std::string missing;
    for (const std::string_view language : label_languages) {
        const bool there = std::any_of(
            made.labels.begin(), made.labels.end(),
            [&](const auto& one) { return one.first == language && !one.second.empty(); });
        if (!there) { missing += (missing.empty() ? "" : ", ") + std::string{language}; }
    }
    if (missing.empty()) { return; }
    context.findings.error(made.name_span, "R803",
                           "`" + made.name + "` is printed and has no label in " + missing,
                           "add `label fr \"…\" nl \"…\" de \"…\" en \"…\"`");
}

/// "a payslip", "an invoice"
std::string with_article(std::string_view document) {
    const bool has_vowel = document.starts_with('i') || document.starts_with('a');
    return (has_vowel ? "an " : "a ") + std::string{document};
}

/// On a declaration, an announcement and the plan of an invoice stand the checks of it; on others
/// the lines.
bool has_checks(std::string_view document) {
    return document == "declaration" || document == "announcement" || document == "plan";
}

void check_role(CheckContext& context, const syntax::Shown& shown, const Type& type) {
    const std::string document = with_article(shown.document.text);
    const bool is_check = has_checks(shown.document.text);
    if (!shown.role) {
        if (is_check) {
            context.findings.error(shown.span, "R106",
                                   "a check of " + document + " says what it is",
                                   "end the clause with `as error` or `as warning`");
        }
        return;
    }
    const bool known =
        is_check ? is_one_of(check_roles, shown.role->text) : is_one_of(roles, shown.role->text);
    if (!known) {
        context.findings.error(
            shown.role->span, "R106", "there is no role `" + shown.role->text + "` on " + document,
            is_check ? one_of_repair(shown.role->text, {"error", "warning"})
                     : one_of_repair(shown.role->text,
                                     {"earning", "deduction", "information", "total"}));
    }
    if (is_check && type.kind != ValueKind::boolean && !type.is_unknown()) {
        context.findings.error(
            shown.span, "R203",
            "a check of " + document + " is a condition, not " + describe(context.rules, type),
            "declare the rule as `bool`: yes means that something is wrong");
    }
}

/// Whose rows a document shows: the figures of a line are of the document's own row, or of a row
/// below or above it.
bool has_row_of(std::string_view document, Scope scope) {
    if (has_checks(document)) { return true; }
    if (document == "invoice") { return scope == Scope::client || scope == Scope::contract; }
    return scope != Scope::client;
}

/// The `EUR` of `EUR` and `EUR/month`; nothing for another unit.
std::optional<std::string> currency_of(const Type& type) {
    auto currency = type.unit.without_time().written();
    const bool is_currency =
        currency && currency->size() == 3 && syntax::is_capital(currency->front());
    return is_currency ? currency : std::nullopt;
}

/// True of an amount with the decimals that its currency has.
bool is_amount(const Type& type) {
    const auto currency = currency_of(type);
    return type.is_number() && currency && known_unit_decimals(*currency) == type.decimals;
}

/// A line is printed on a document that has its row, and is an amount of money.
void check_line(CheckContext& context, const syntax::Rule& rule, const Definition& made) {
    const syntax::Name& document = rule.shown->document;
    if (has_checks(document.text)) { return; }
    if (context.declared.back().scope_known && !has_row_of(document.text, *made.scope)) {
        const bool client = *made.scope == Scope::client;
        context.findings.error(
            document.span, "R106",
            with_article(document.text) + " has no row per " + rule.scope.text + ", and `" +
                made.name + "` is a value of one",
            std::string{"write `shown on "} + (client ? "invoice" : "payslip") + "`");
    }
    const bool is_told = made.type.is_unknown() || made.type.kind == ValueKind::record;
    if (is_told || is_amount(made.type)) { return; }
    const bool is_fine = made.type.is_number() && currency_of(made.type);
    context.findings.error(
        rule.type.span, "R203",
        "a line of " + with_article(document.text) + " is an amount, `" + made.name + "` " +
            (is_fine ? "keeps " + std::to_string(made.type.decimals) + " decimals"
                     : "is " + describe(context.rules, made.type)),
        "declare it as `EUR`, or write `output` instead of `shown on`");
}

std::optional<Printed> check_shown(CheckContext& context, const syntax::Rule& rule,
                                   const Definition& made) {
    if (!rule.shown) { return std::nullopt; }
    const syntax::Shown& shown = *rule.shown;
    if (!is_one_of(documents, shown.document.text)) {
        context.findings.error(
            shown.document.span, "R106", "there is no document `" + shown.document.text + "`",
            one_of_repair(shown.document.text, {"payslip", "invoice", "statement", "declaration",
                                                "announcement", "plan"}));
        return std::nullopt;
    }
    check_role(context, shown, made.type);
    check_line(context, rule, made);
    // A language that does not exist was told: its label is there.
    if (rule.labels.size() == made.labels.size()) { check_labels(context, made); }
    Printed printed;
    printed.document = shown.document.text;
    printed.section = shown.section ? shown.section->text : "";
    printed.role = shown.role ? shown.role->text : "";
    std::from_chars(shown.order.data(), shown.order.data() + shown.order.size(), printed.order);
    return printed;
}

}  // namespace

void declare_rules(CheckContext& context, PackageId id, TakenNames& taken) {
    for (const syntax::Rule& rule : context.file_of(id).rules) {
        DeclaredDefinition declared;
        declared.rule = &rule;
        Definition* made = enter(context, id, taken, rule.name, rule.span, declared);
        if (made == nullptr) { continue; }
        made->type = resolve_type(context, id, rule.type, rule.name.text);
        set_scope(context, *made, rule.scope);
        made->clock = rule_clock(context, id, rule, made->type);
        add_labels(context, *made, rule.labels);
        if (made->type.kind == ValueKind::record) {
            context.findings.error(rule.type.span, "R203", "a rule gives one value, not a record",
                                   "declare one rule for each field");
        }
        check_clock_of(context, *made, rule.clock, rule.scope);
        RuleDefinition content;
        content.printed = check_shown(context, rule, *made);
        content.output = rule.output;
        content.open = open_to(context, rule.open);
        for (const syntax::Name& tag : rule.tags) {
            content.tags.push_back(tag.text);
            context.tagged[tag.text].push_back(context.declared.back().id);
        }
        made->content = std::move(content);
    }
}

}  // namespace mutua::ruleset
