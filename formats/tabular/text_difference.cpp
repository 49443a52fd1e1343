#include "formats/tabular/text_difference.hpp"

#include "formats/tabular/text_number.hpp"
#include "formats/tabular/text_slip.hpp"
#include "formats/tabular/words.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using settlement::AmountChange;
using settlement::DifferenceCause;
using settlement::DifferenceSlip;

/// The columns, by where they end; the difference ends the page.
constexpr std::size_t before_end = 52, now_end = 66;

std::string fact_name(const std::string& fact, Language language) {
    static constexpr std::pair<std::string_view, Word> names[] = {
        {"worker_category", Word::category},
        {"joint_committee", Word::joint_committee},
        {"household", Word::situation},
        {"children", Word::children},
        {"disabled_children", Word::disabled_children},
        {"other_dependants", Word::other_dependants},
        {"single_parent", Word::single_parent},
        {"disabled", Word::disabled},
        {"withholding_rate", Word::withholding_rate},
    };
    for (const auto& [name, which] : names) {
        if (name == fact) { return word(which, language); }
    }
    return fact;
}

std::string cause_text(const DifferenceCause& cause, Language language) {
    const auto shown = [&](const std::string& value) {
        if (value.empty()) { return std::string{"–"}; }
        const bool is_rate = cause.what == "withholding_rate";
        return is_rate ? percent_text(value, language) : name_of(value, language);
    };
    const char* colon = language == Language::fr ? " : " : ": ";
    switch (cause.kind) {
        case DifferenceCause::Kind::late_declaration:
            return word(Word::late_declaration, language) + " " + cause.what;
        case DifferenceCause::Kind::member_changed:
            return fact_name(cause.what, language) + colon + shown(cause.before) + " → " +
                   shown(cause.now);
        case DifferenceCause::Kind::credited_declaration:
            return word(Word::credited_declaration, language) + " " + cause.what;
        case DifferenceCause::Kind::rules_changed:
            break;
    }
    return word(Word::rules_changed, language);
}

void put_causes(TextPage& page, const DifferenceSlip& slip, Language language) {
    page.labelled(word(Word::corrects, language),
                  to_string(slip.before.id) + ", " + day_text(slip.before.issued_on, language));
    page.labelled(word(Word::month_paid_on, language), day_text(slip.now.payment_date, language));
    std::string label = word(Word::reasons, language);
    for (const DifferenceCause& cause : slip.causes) {
        page.labelled(label, cause_text(cause, language));
        label.clear();
    }
}

void put_header(TextPage& page, Word title, Language language) {
    page.rule();
    page.row(word(title, language), {{word(Word::before, language), before_end},
                                     {word(Word::now, language), now_end},
                                     {word(Word::difference, language)}});
    page.rule();
}

void put_change(TextPage& page, const std::string& name, const AmountChange& amount,
                Language language, std::size_t indent = 3) {
    page.row(name,
             {{amount_text(amount.before, language), before_end},
              {amount_text(amount.now, language), now_end},
              {amount_text(amount.difference(), language)}},
             {indent, 0});
}

/// The net pay of each engagement.
void put_engagement_changes(TextPage& page, const DifferenceSlip& slip, Language language) {
    put_header(page, Word::net_of_engagements, language);
    const settlement::Payslip changed = settlement::difference(slip);
    for (const auto& change : changed.engagements) {
        const auto now =
            std::find_if(slip.now.engagements.begin(), slip.now.engagements.end(),
                         [&](const auto& one) { return one.declaration == change.declaration; });
        const Money net = now == slip.now.engagements.end() ? Money{} : now->net_pay;
        put_change(page, change.declaration.text(), {net - change.net_pay, net}, language, 0);
    }
    page.row(word(Word::hours_paid, language),
             {{hundredths_text(slip.before.hours_hundredths, language), before_end},
              {hundredths_text(slip.now.hours_hundredths, language), now_end},
              {hundredths_text(changed.hours_hundredths, language)}});
}

/// The lines that are printed: a line of nothing, then and now, has changed nothing, and a total
/// that only repeats the total above it stands for both.
std::vector<settlement::LineChange> printed_changes(const DifferenceSlip& slip) {
    std::vector<settlement::LineChange> printed;
    for (settlement::LineChange& one : settlement::line_changes(slip)) {
        const bool is_total = one.line.role == "total";
        const AmountChange& amount = one.amount;
        if (!is_total && amount.before.is_zero() && amount.now.is_zero()) { continue; }
        if (is_total && !printed.empty() && printed.back().line.role == "total" &&
            printed.back().amount.before == amount.before &&
            printed.back().amount.now == amount.now) {
            printed.pop_back();
        }
        printed.push_back(std::move(one));
    }
    return printed;
}

void put_line_changes(TextPage& page, const DifferenceSlip& slip, Language language) {
    put_header(page, Word::pay, language);
    std::string section;
    for (const auto& [line, amount] : printed_changes(slip)) {
        const bool is_total = line.role == "total";
        if (is_total) { page.sum_rule({before_end, now_end, TextPage::width}); }
        if (line.section != section && !is_total) {
            section = line.section;
            page.text(name_of(section, language));
        }
        put_change(page, line.label.in(cooperative::to_string(language)), amount, language,
                   is_total ? 0 : 3);
    }
}

void put_settlement(TextPage& page, const DifferenceSlip& slip, Language language) {
    const AmountChange expenses{slip.before.expenses, slip.now.expenses};
    if (!expenses.before.is_zero() || !expenses.now.is_zero()) {
        put_change(page, word(Word::expenses_repaid, language), expenses, language, 0);
    }
    if (!slip.now.withheld_for_creditors.is_zero()) {
        put_change(page, withheld_label(slip.now, language),
                   {-slip.before.withheld_for_creditors, -slip.now.withheld_for_creditors},
                   language, 0);
    }
    page.rule();
    const Money to_pay = slip.now.to_pay - slip.before.to_pay;
    const bool recovers = to_pay < Money{};
    page.row(word(recovers ? Word::amount_to_recover : Word::amount_to_pay, language),
             {{money_text(recovers ? -to_pay : to_pay, language)}});
    page.rule();
    page.labelled(word(recovers ? Word::recovery_date : Word::payment_date, language),
                  day_text(slip.payment_date, language));
    page.labelled(word(Word::account, language), iban_text(slip.now.member.iban.text()));
}

void put_employer_changes(TextPage& page, const DifferenceSlip& slip, Language language) {
    put_header(page, Word::employer_side, language);
    for (const auto& [name, amount] : employer_amounts) {
        if ((slip.before.*amount).is_zero() && (slip.now.*amount).is_zero()) { continue; }
        put_change(page, word(name, language), {slip.before.*amount, slip.now.*amount}, language);
    }
    page.rule();
}

}  // namespace

std::string difference_text(const DifferenceSlip& slip) {
    const Language language = slip.now.member.language;
    TextPage page;
    put_employer(page, slip.now, word(Word::difference_slip, language), language);
    page.gap();
    put_worker(page, slip.now, language);
    page.gap();
    put_causes(page, slip, language);
    page.gap();
    put_engagement_changes(page, slip, language);
    put_line_changes(page, slip, language);
    put_settlement(page, slip, language);
    put_employer_changes(page, slip, language);
    page.text(word(Word::issued_on, language) + " " + day_text(slip.now.issued_on, language));
    page.text(word(Word::rules, language) + " " + slip.now.ruleset);
    return page.str();
}

}  // namespace mutua::tabular
