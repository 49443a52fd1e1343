#include "formats/tabular/text_difference.hpp"

#include "formats/tabular/text_slip.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using settlement::AmountChange;
using settlement::DifferenceCause;
using settlement::DifferenceSlip;
using settlement::PayslipEngagement;

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
            return word(Word::work_added, language) + colon + cause.what;
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

void put_hours(TextPage& page, Word name, std::int64_t before, std::int64_t now, Language language,
               std::size_t indent = 0) {
    page.row(word(name, language),
             {{hundredths_text(before, language), before_end},
              {hundredths_text(now, language), now_end},
              {hundredths_text(now - before, language)}},
             {indent, 0});
}

void put_work(TextPage& page, const DifferenceSlip& slip, Language language) {
    const Month month = slip.now.month;
    page.labelled(word(Word::period, language), day_text(first_day(month), language) + " – " +
                                                    day_text(last_day(month), language));
    page.labelled(word(Word::base_pay, language), word(Word::agreed_per_engagement, language));
}

/// An engagement then and now; with nothing in it where it was not paid, or is not any more.
struct EngagementChange {
    PayslipEngagement before;
    PayslipEngagement now;
    bool is_new = false;
    bool is_gone = false;

    /// The work itself is another, not only its share of the month's net.
    [[nodiscard]] bool is_other_work() const {
        return is_new || is_gone || before.work_dates != now.work_dates ||
               before.hours_hundredths != now.hours_hundredths || before.gross_pay != now.gross_pay;
    }
};

const PayslipEngagement* same_engagement(const std::vector<PayslipEngagement>& list,
                                         const PayslipEngagement& one) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& other) {
        return other.declaration == one.declaration;
    });
    return found == list.end() ? nullptr : &*found;
}

/// In the order of the later state, then those that are gone.
std::vector<EngagementChange> engagement_changes(const DifferenceSlip& slip) {
    std::vector<EngagementChange> changes;
    for (const PayslipEngagement& now : slip.now.engagements) {
        const auto* before = same_engagement(slip.before.engagements, now);
        changes.push_back(
            {before != nullptr ? *before : PayslipEngagement{}, now, before == nullptr, false});
    }
    for (const PayslipEngagement& before : slip.before.engagements) {
        if (same_engagement(slip.now.engagements, before) != nullptr) { continue; }
        changes.push_back({before, {}, false, true});
    }
    return changes;
}

void put_other_work(TextPage& page, const EngagementChange& one, Language language) {
    const PayslipEngagement& shown = one.is_gone ? one.before : one.now;
    page.text(shown.declaration.text());
    page.text(days_text(shown.work_dates, language), 3);
    put_hours(page, Word::hours, one.before.hours_hundredths, one.now.hours_hundredths, language,
              3);
    const auto hourly = [&](const PayslipEngagement& each, bool is_paid) {
        return is_paid ? amount_text(each.hourly_pay(), language) : "";
    };
    page.row(
        word(Word::per_hour, language),
        {{hourly(one.before, !one.is_new), before_end}, {hourly(one.now, !one.is_gone), now_end}},
        {3, 0});
    put_change(page, word(Word::gross, language), {one.before.gross_pay, one.now.gross_pay},
               language);
    put_change(page, word(Word::net, language), {one.before.net_pay, one.now.net_pay}, language);
}

void put_count(TextPage& page, Word name, std::int64_t before, std::int64_t now,
               Language language) {
    page.row(word(name, language), {{std::to_string(before), before_end},
                                    {std::to_string(now), now_end},
                                    {std::to_string(now - before)}});
}

/// The work and pay of engagements that were added or are others, of the others their share of the
/// net; and the quantity of work of the month.
void put_engagement_changes(TextPage& page, const DifferenceSlip& slip, Language language) {
    put_header(page, Word::engagements, language);
    for (const EngagementChange& one : engagement_changes(slip)) {
        if (one.is_other_work()) {
            put_other_work(page, one, language);
        } else {
            put_change(page, one.now.declaration.text() + ", " + word(Word::net_share, language),
                       {one.before.net_pay, one.now.net_pay}, language, 0);
        }
    }
    page.rule();
    put_count(page, Word::days_worked, slip.before.days, slip.now.days, language);
    put_hours(page, Word::hours_worked, slip.before.hours_worked(), slip.now.hours_worked(),
              language);
    const std::int64_t above_before = slip.before.hours_above_full_time();
    const std::int64_t above_now = slip.now.hours_above_full_time();
    if (above_before > 0 || above_now > 0) {
        put_hours(page, Word::hours_above_full_time, above_before, above_now, language);
    }
}

/// The changes of the lines of the rules, and where those begin that take from the net pay.
struct PrintedChanges {
    std::vector<settlement::LineChange> lines;
    std::size_t first_deduction = 0;
};

/// A line that only the earlier state had stands before the one that it stood before then: each
/// total comes behind what it adds up.
PrintedChanges printed_changes(const DifferenceSlip& slip) {
    PrintedChanges changes{settlement::line_changes(slip), 0};
    auto& lines = changes.lines;
    const auto place_of = [&](const std::string& figure) {
        return std::find_if(lines.begin(), lines.end(),
                            [&](const auto& one) { return one.line.figure == figure; });
    };
    for (std::size_t i = slip.before.lines.size(); i-- > 1;) {
        const std::string& figure = slip.before.lines[i - 1].figure;
        const bool is_gone = std::none_of(slip.now.lines.begin(), slip.now.lines.end(),
                                          [&](const auto& line) { return line.figure == figure; });
        if (!is_gone) { continue; }
        const auto next = place_of(slip.before.lines[i].figure);
        const auto own = place_of(figure);
        if (next < own) { std::rotate(next, own, own + 1); }
    }
    std::vector<settlement::PayslipLine> plain;
    for (const settlement::LineChange& one : lines) { plain.push_back(one.line); }
    changes.first_deduction = first_deduction_of(plain);
    return changes;
}

void put_line_change(TextPage& page, const settlement::LineChange& one, Language language) {
    put_change(page, one.line.label.in(cooperative::to_string(language)), one.amount, language,
               one.line.role == "total" ? 0 : 3);
}

void put_line_changes(TextPage& page, const PrintedChanges& changes, Language language) {
    put_header(page, Word::pay, language);
    std::string section;
    for (std::size_t i = 0; i < changes.first_deduction; ++i) {
        const settlement::PayslipLine& line = changes.lines[i].line;
        const bool is_total = line.role == "total";
        if (is_total) { page.sum_rule({before_end, now_end, TextPage::width}); }
        if (line.section != section && !is_total) {
            section = line.section;
            page.text(name_of(section, language));
        }
        put_line_change(page, changes.lines[i], language);
    }
}

/// What is taken from the net pay, for creditors and for others.
void put_deduction_changes(TextPage& page, const DifferenceSlip& slip,
                           const PrintedChanges& changes, Language language) {
    const AmountChange withheld{-slip.before.withheld_for_creditors,
                                -slip.now.withheld_for_creditors};
    const bool has_creditors = !withheld.before.is_zero() || !withheld.now.is_zero();
    if (has_creditors || changes.first_deduction + 1 < changes.lines.size()) {
        page.text(word(Word::deductions_section, language));
    }
    if (has_creditors) { put_change(page, withheld_label(slip.now, language), withheld, language); }
    for (std::size_t i = changes.first_deduction; i + 1 < changes.lines.size(); ++i) {
        put_line_change(page, changes.lines[i], language);
    }
}

void put_settlement(TextPage& page, const DifferenceSlip& slip, Language language) {
    const AmountChange expenses{slip.before.expenses, slip.now.expenses};
    if (!expenses.before.is_zero() || !expenses.now.is_zero()) {
        put_change(page, word(Word::expenses_repaid, language), expenses, language, 0);
    }
    page.sum_rule({before_end, now_end, TextPage::width});
    put_change(page, word(Word::total, language), {slip.before.to_pay, slip.now.to_pay}, language,
               0);
    page.text(word(Word::how_amount_adds_up, language), 3);
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
    put_work(page, slip, language);
    page.gap();
    put_engagement_changes(page, slip, language);
    const PrintedChanges changes = printed_changes(slip);
    put_line_changes(page, changes, language);
    put_deduction_changes(page, slip, changes, language);
    put_settlement(page, slip, language);
    put_employer_changes(page, slip, language);
    put_provisional(page, settlement::difference(slip).provisional, language);
    page.text(word(Word::issued_on, language) + " " + day_text(slip.now.issued_on, language));
    page.text(word(Word::rules, language) + " " + slip.now.ruleset);
    return page.str();
}

}  // namespace mutua::tabular
